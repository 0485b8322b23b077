import { kindsKnown, knownAbout } from '../../known-systems/known-systems.ts'
import { groupOf } from '../../model/group-of.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asFilledText, asMap, numberedMaps } from '../../model/shape.ts'
import { refer, serviceReference, storageClassReference } from './refer.ts'
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
  // The volume that a claim asks for by name.
  '/PersistentVolumeClaim': (_, spec) => [
    ...storageClassReference(spec, 'spec'),
    ...refer(spec.volumeName, { path: 'spec.volumeName', group: '', kind: 'PersistentVolume' }),
  ],
  '/ServiceAccount': ({ imagePullSecrets }, _, namespace) =>
    numberedMaps(imagePullSecrets).flatMap(([index, item]) =>
      refer(item.name, { path: `imagePullSecrets[${index}].name`, group: '', kind: 'Secret', namespace }),
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
    const type = asFilledText(kind)
    const group = groupOf(asFilledText(apiVersion) ?? '')
    return type ? refer(name, { path: 'spec.scaleTargetRef', group, kind: type, namespace }) : []
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
  const backend = (value: unknown, path: string) => {
    const target = asMap(asMap(value).service)
    const port = asMap(target.port)
    return serviceReference(target.name, port.name ?? port.number, `${path}.service`, namespace)
  }
  return [
    ...refer(spec.ingressClassName, {
      path: 'spec.ingressClassName',
      group: 'networking.k8s.io',
      kind: 'IngressClass',
    }),
    ...backend(spec.defaultBackend, 'spec.defaultBackend'),
    ...numberedMaps(spec.rules).flatMap(([index, item]) =>
      numberedMaps(asMap(item.http).paths).flatMap(([at, path]) =>
        backend(path.backend, `spec.rules[${index}].http.paths[${at}].backend`),
      ),
    ),
    ...numberedMaps(spec.tls).flatMap(([index, item]) =>
      refer(item.secretName, { path: `spec.tls[${index}].secretName`, group: '', kind: 'Secret', namespace }),
    ),
  ]
}

function binding(object: KubeObject, _: Record<string, unknown>, namespace: string): Reference[] {
  const { kind, name } = asMap(object.roleRef)
  const group = 'rbac.authorization.k8s.io'
  return [
    ...refer(name, { path: 'roleRef', group, kind: String(kind), ...(kind === 'Role' && { namespace }) }),
    ...numberedMaps(object.subjects).flatMap(([index, item]) => {
      if (item.kind !== 'ServiceAccount') return []
      const where = asFilledText(item.namespace) ?? namespace
      return refer(item.name, { path: `subjects[${index}]`, group: '', kind: 'ServiceAccount', namespace: where })
    }),
  ]
}

function webhooks(object: KubeObject): Reference[] {
  return numberedMaps(object.webhooks).flatMap(([index, item]) => webhook(item, `webhooks[${index}]`))
}

function webhook({ clientConfig }: Record<string, unknown>, path: string): Reference[] {
  const { name, port, namespace } = asMap(asMap(clientConfig).service)
  return serviceReference(name, port ?? 443, `${path}.clientConfig.service`, asFilledText(namespace) ?? '')
}
