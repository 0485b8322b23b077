import { kindsKnown, knownAbout } from '../../known-systems/known-systems.ts'
import { groupOf } from '../../model/group-of.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asFilledText, asMap, numberedMaps } from '../../model/shape.ts'
import { storageClassReference } from './pod-references.ts'
import { secretReference, serviceReference } from './refer.ts'
import type { Reference } from './reference.ts'

type Extract = (object: KubeObject, spec: Record<string, unknown>, namespace: string) => Reference[]

/** What an object refers to outside its pod templates, by the rules of its kind; nothing for kinds that are not known. */
export function objectReferences(object: KubeObject): Reference[] {
  const kind = `${groupOf(object.apiVersion)}/${object.kind}`
  const extract = extractors[kind]
  return [
    ...(extract ? extract(object, asMap(object.spec), object.metadata.namespace ?? '') : []),
    ...knownAbout(kind, ({ references }) => references).flatMap((read) => read(object)),
  ]
}

/** Kinds that `objectReferences` reads, each once, as `group/Kind`. */
export function referringKinds(): string[] {
  return [...new Set([...Object.keys(extractors), ...kindsKnown(({ references }) => references)])]
}

const extractors: Readonly<Record<string, Extract>> = {
  'networking.k8s.io/Ingress': ingress,
  '/PersistentVolumeClaim': (_, spec) => claim(spec),
  '/ServiceAccount': ({ imagePullSecrets }, _, namespace) =>
    numberedMaps(imagePullSecrets).flatMap(([index, item]) =>
      secretReference(item.name, `imagePullSecrets[${index}].name`, { namespace }),
    ),
  'apps/StatefulSet': (_, spec, namespace) => [
    ...serviceReference(spec.serviceName, undefined, 'spec.serviceName', namespace),
    ...numberedMaps(spec.volumeClaimTemplates).flatMap(([index, item]) =>
      storageClassReference(asMap(item.spec), `spec.volumeClaimTemplates[${index}].spec`),
    ),
  ],
  'rbac.authorization.k8s.io/RoleBinding': binding,
  'rbac.authorization.k8s.io/ClusterRoleBinding': binding,
  'autoscaling/HorizontalPodAutoscaler': (_, spec, namespace) => {
    const { apiVersion, kind, name } = asMap(spec.scaleTargetRef)
    const [target, type] = [asFilledText(name), asFilledText(kind)]
    if (!target || !type) return []
    const group = groupOf(asFilledText(apiVersion) ?? '')
    return [{ path: 'spec.scaleTargetRef', group, kind: type, namespace, name: target }]
  },
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': webhooks,
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': webhooks,
  'apiregistration.k8s.io/APIService': (_, spec) => {
    const target = asMap(spec.service)
    return serviceReference(target.name, target.port ?? 443, 'spec.service', asFilledText(target.namespace) ?? '')
  },
  'apiextensions.k8s.io/CustomResourceDefinition': (_, spec) =>
    webhook(asMap(asMap(spec.conversion).webhook), 'spec.conversion.webhook'),
}

function ingress(_: KubeObject, spec: Record<string, unknown>, namespace: string): Reference[] {
  const className = asFilledText(spec.ingressClassName)
  const backend = (value: unknown, path: string) => {
    const target = asMap(asMap(value).service)
    const port = asMap(target.port)
    return serviceReference(target.name, port.name ?? port.number, `${path}.service`, namespace)
  }
  return [
    ...(className
      ? [{ path: 'spec.ingressClassName', group: 'networking.k8s.io', kind: 'IngressClass', name: className }]
      : []),
    ...backend(spec.defaultBackend, 'spec.defaultBackend'),
    ...numberedMaps(spec.rules).flatMap(([index, item]) =>
      numberedMaps(asMap(item.http).paths).flatMap(([at, path]) =>
        backend(path.backend, `spec.rules[${index}].http.paths[${at}].backend`),
      ),
    ),
    ...numberedMaps(spec.tls).flatMap(([index, item]) =>
      secretReference(item.secretName, `spec.tls[${index}].secretName`, { namespace }),
    ),
  ]
}

function binding(object: KubeObject, _: Record<string, unknown>, namespace: string): Reference[] {
  const { kind, name } = asMap(object.roleRef)
  const role = asFilledText(name)
  const group = 'rbac.authorization.k8s.io'
  return [
    ...(role
      ? [{ path: 'roleRef', group, kind: String(kind), name: role, ...(kind === 'Role' ? { namespace } : {}) }]
      : []),
    ...numberedMaps(object.subjects).flatMap(([index, item]): Reference[] => {
      const account = asFilledText(item.name)
      if (item.kind !== 'ServiceAccount' || !account) return []
      const where = asFilledText(item.namespace) ?? namespace
      return [{ path: `subjects[${index}]`, group: '', kind: 'ServiceAccount', namespace: where, name: account }]
    }),
  ]
}

function webhooks(object: KubeObject): Reference[] {
  return numberedMaps(object.webhooks).flatMap(([index, item]) => webhook(item, `webhooks[${index}]`))
}

function webhook({ clientConfig }: Record<string, unknown>, path: string): Reference[] {
  const target = asMap(asMap(clientConfig).service)
  return serviceReference(
    target.name,
    target.port ?? 443,
    `${path}.clientConfig.service`,
    asFilledText(target.namespace) ?? '',
  )
}

/** The class of a claim, the volume that it asks for by name, and where its first contents come from. */
function claim(spec: Record<string, unknown>): Reference[] {
  const volume = asFilledText(spec.volumeName)
  return [
    ...storageClassReference(spec, 'spec'),
    ...(volume ? [{ path: 'spec.volumeName', group: '', kind: 'PersistentVolume', name: volume }] : []),
  ]
}
