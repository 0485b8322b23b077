import type { ProvidedObject } from '@ainur/constructs'
import { groupOf } from '../../model/group-of.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { Rendering } from '../../model/rendering.ts'
import { asFilledText, asMap, asMaps } from '../../model/shape.ts'
import { matchesLabelSelector } from '../../plan/label-selector.ts'
import { namespaceLabels } from '../../plan/namespace-labels.ts'

type Sources = Pick<Rendering, 'objects' | 'apps' | 'cluster'>
type Maker = (object: KubeObject, spec: Record<string, unknown>, rendering: Sources) => ProvidedObject[]

/** What controllers make from an object of the tree, as far as others may name it. */
export function madeFrom(object: KubeObject, rendering: Sources): ProvidedObject[] {
  const make = makers[`${groupOf(object.apiVersion)}/${object.kind}`]
  return make ? make(object, asMap(object.spec), rendering) : []
}

const makers: Readonly<Record<string, Maker>> = {
  'cert-manager.io/Certificate': certificateSecret,
  'networking.k8s.io/Ingress': ingressSecrets,
  'trust.cert-manager.io/Bundle': (object, _, rendering) => bundleTargets(object, rendering),
  'helm.cattle.io/HelmChart': (_, spec) => {
    const target = asFilledText(spec.targetNamespace)
    return target && spec.createNamespace === true ? [{ group: '', kind: 'Namespace', name: target }] : []
  },
  'apps/StatefulSet': replicaClaims,
  // A claim finds a volume of its class without that there is such a class.
  '/PersistentVolume': (_, spec) => {
    const name = asFilledText(spec.storageClassName)
    return name ? [{ group: 'storage.k8s.io', kind: 'StorageClass', name }] : []
  },
  // https://github.com/bitnami-labs/sealed-secrets: the Secret has the name of its SealedSecret.
  'bitnami.com/SealedSecret': ({ metadata: { name, namespace } }, spec) => [
    {
      group: '',
      kind: 'Secret',
      namespace,
      name,
      keys: [...Object.keys(asMap(spec.encryptedData)), ...Object.keys(asMap(asMap(spec.template).data))],
    },
  ],
  // https://external-secrets.io/latest/api/externalsecret/: `target.name`, else that of the ExternalSecret.
  'external-secrets.io/ExternalSecret': ({ metadata: { name, namespace } }, spec) => [
    { group: '', kind: 'Secret', namespace, name: asFilledText(asMap(spec.target).name) ?? name },
  ],
}

const certificateKeys = ['tls.crt', 'tls.key', 'ca.crt']

function certificateSecret({ metadata }: KubeObject, spec: Record<string, unknown>): ProvidedObject[] {
  const name = asFilledText(spec.secretName)
  const more = spec.keystores || spec.additionalOutputFormats
  const keys = more ? undefined : certificateKeys
  return name ? [{ group: '', kind: 'Secret', namespace: metadata.namespace, name, keys }] : []
}

/** cert-manager makes a Certificate for each `tls` entry of an Ingress that names an issuer in its annotations. */
function ingressSecrets({ metadata }: KubeObject, spec: Record<string, unknown>): ProvidedObject[] {
  const annotations = asMap(metadata.annotations)
  const asks = ['cert-manager.io/cluster-issuer', 'cert-manager.io/issuer', 'kubernetes.io/tls-acme']
  if (!asks.some((name) => asFilledText(annotations[name]))) return []
  return asMaps(spec.tls).flatMap((item) => {
    const name = asFilledText(item.secretName)
    return name ? [{ group: '', kind: 'Secret', namespace: metadata.namespace, name, keys: certificateKeys }] : []
  })
}

/** The claims of a StatefulSet: `<template>-<set>-<ordinal>`. */
export function replicaClaims({ metadata, spec: fields }: KubeObject): ProvidedObject[] {
  const spec = asMap(fields)
  const replicas = typeof spec.replicas === 'number' ? spec.replicas : 1
  const { start } = asMap(spec.ordinals)
  const first = typeof start === 'number' ? start : 0
  return asMaps(spec.volumeClaimTemplates).flatMap((item) => {
    const template = asFilledText(asMap(item.metadata).name)
    if (!template) return []
    return Array.from({ length: replicas }, (_, ordinal) => ({
      group: '',
      kind: 'PersistentVolumeClaim',
      namespace: metadata.namespace,
      name: `${template}-${metadata.name}-${first + ordinal}`,
    }))
  })
}

function bundleTargets(object: KubeObject, rendering: Sources): ProvidedObject[] {
  const target = asMap(asMap(object.spec).target)
  const labelsOf = namespaceLabels(rendering)
  const namespaces = rendering.objects
    .filter(({ object: { apiVersion, kind } }) => apiVersion === 'v1' && kind === 'Namespace')
    .map((namespace) => namespace.object.metadata.name)
    .concat('default', 'kube-system')
    // A Bundle without selector goes everywhere.
    .filter((name) => !target.namespaceSelector || matchesLabelSelector(target.namespaceSelector, labelsOf(name)))
  return (['configMap', 'secret'] as const).flatMap((type) => {
    const key = asFilledText(asMap(target[type]).key)
    if (!key) return []
    const kind = type === 'secret' ? 'Secret' : 'ConfigMap'
    const keys = target.additionalFormats ? undefined : [key]
    return namespaces.map((namespace) => ({ group: '', kind, namespace, name: object.metadata.name, keys }))
  })
}
