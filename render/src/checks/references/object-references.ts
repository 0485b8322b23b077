import { groupOf } from '../../model/group-of.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asFilledText, asMap, numberedMaps } from '../../model/shape.ts'
import { applicationReferences, projectReferences } from './argo-cd-references.ts'
import { certificateReferences, issuerReferences } from './cert-manager-references.ts'
import { storageClassReference } from './pod-references.ts'
import type { Reference } from './reference.ts'
import { traefikAnnotationReferences, traefikReferences } from './traefik-references.ts'

type Extract = (object: KubeObject, spec: Record<string, unknown>, namespace: string) => Reference[]

/** What an object refers to outside its pod templates, by the rules of its kind; nothing for kinds that are not known. */
export function objectReferences(object: KubeObject): Reference[] {
  const group = groupOf(object.apiVersion)
  const extract = extractors[`${group}/${object.kind}`]
  return [
    ...(extract ? extract(object, asMap(object.spec), object.metadata.namespace ?? '') : []),
    ...(group === 'traefik.io' ? traefikReferences(object) : traefikAnnotationReferences(object)),
  ]
}

const extractors: Readonly<Record<string, Extract>> = {
  'networking.k8s.io/Ingress': ingress,
  '/PersistentVolumeClaim': (_, spec) => claim(spec),
  '/ServiceAccount': ({ imagePullSecrets }, _, namespace) =>
    numberedMaps(imagePullSecrets).flatMap(([index, item]) =>
      secret(item.name, `imagePullSecrets[${index}].name`, { namespace }),
    ),
  'apps/StatefulSet': (_, spec, namespace) => [
    ...service(spec.serviceName, undefined, 'spec.serviceName', namespace),
    ...numberedMaps(spec.volumeClaimTemplates).flatMap(([index, item]) =>
      storageClassReference(asMap(item.spec), `spec.volumeClaimTemplates[${index}].spec`),
    ),
  ],
  'rbac.authorization.k8s.io/RoleBinding': binding,
  'rbac.authorization.k8s.io/ClusterRoleBinding': binding,
  'cert-manager.io/Certificate': (_, spec, namespace) => certificateReferences(spec, namespace),
  'cert-manager.io/Issuer': (_, spec, namespace) => issuerReferences(spec, { namespace }),
  // A ClusterIssuer reads Secrets of the namespace that its controller is configured with.
  'cert-manager.io/ClusterIssuer': (_, spec) => issuerReferences(spec, { anyNamespace: true }),
  'trust.cert-manager.io/Bundle': (_, spec) => bundleSources(spec),
  'helm.cattle.io/HelmChartConfig': ({ metadata }, _, namespace) => [
    { path: 'metadata.name', group: 'helm.cattle.io', kind: 'HelmChart', namespace, name: metadata.name },
  ],
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
    return service(target.name, target.port ?? 443, 'spec.service', asFilledText(target.namespace) ?? '')
  },
  'apiextensions.k8s.io/CustomResourceDefinition': (_, spec) =>
    webhook(asMap(asMap(spec.conversion).webhook), 'spec.conversion.webhook'),
  'argoproj.io/Application': (_, spec, namespace) => applicationReferences(spec, namespace),
  'argoproj.io/AppProject': (_, spec) => projectReferences(spec),
  'upgrade.cattle.io/Plan': (_, spec, namespace) => [
    ...named('ServiceAccount', spec.serviceAccountName, 'spec.serviceAccountName', namespace),
    ...numberedMaps(spec.secrets).flatMap(([index, item]) =>
      secret(item.name, `spec.secrets[${index}].name`, { namespace }),
    ),
  ],
}

function ingress({ metadata }: KubeObject, spec: Record<string, unknown>, namespace: string): Reference[] {
  const className = asFilledText(spec.ingressClassName)
  const annotations: Record<string, string> = metadata.annotations ?? {}
  const issuers = [
    ['ClusterIssuer', 'cert-manager.io/cluster-issuer'],
    ['Issuer', 'cert-manager.io/issuer'],
  ] as const
  const backend = (value: unknown, path: string) => {
    const target = asMap(asMap(value).service)
    const port = asMap(target.port)
    return service(target.name, port.name ?? port.number, `${path}.service`, namespace)
  }
  return [
    ...(className
      ? [{ path: 'spec.ingressClassName', group: 'networking.k8s.io', kind: 'IngressClass', name: className }]
      : []),
    ...issuers.flatMap(([kind, annotation]): Reference[] => {
      const name = asFilledText(annotations[annotation])
      const group = asFilledText(annotations['cert-manager.io/issuer-group']) ?? 'cert-manager.io'
      const path = `metadata.annotations["${annotation}"]`
      if (!name || annotations['cert-manager.io/issuer-kind']) return []
      return [{ path, group, kind, name, ...(kind === 'Issuer' ? { namespace } : {}) }]
    }),
    ...backend(spec.defaultBackend, 'spec.defaultBackend'),
    ...numberedMaps(spec.rules).flatMap(([index, item]) =>
      numberedMaps(asMap(item.http).paths).flatMap(([at, path]) =>
        backend(path.backend, `spec.rules[${index}].http.paths[${at}].backend`),
      ),
    ),
    ...numberedMaps(spec.tls).flatMap(([index, item]) =>
      secret(item.secretName, `spec.tls[${index}].secretName`, { namespace }),
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

/** Sources stand in the trust namespace, which only the controller knows. */
function bundleSources(spec: Record<string, unknown>): Reference[] {
  return numberedMaps(spec.sources).flatMap(([index, item]) =>
    (['configMap', 'secret'] as const).flatMap((source): Reference[] => {
      const { name, key } = asMap(item[source])
      const target = asFilledText(name)
      if (!target) return []
      const wanted = asFilledText(key)
      return [
        {
          path: `spec.sources[${index}].${source}`,
          group: '',
          kind: source === 'secret' ? 'Secret' : 'ConfigMap',
          anyNamespace: true,
          name: target,
          ...(wanted ? { key: wanted } : {}),
        },
      ]
    }),
  )
}

function webhooks(object: KubeObject): Reference[] {
  return numberedMaps(object.webhooks).flatMap(([index, item]) => webhook(item, `webhooks[${index}]`))
}

function webhook({ clientConfig }: Record<string, unknown>, path: string): Reference[] {
  const target = asMap(asMap(clientConfig).service)
  return service(target.name, target.port ?? 443, `${path}.clientConfig.service`, asFilledText(target.namespace) ?? '')
}

/** The class of a claim, the volume that it asks for by name, and where its first contents come from. */
function claim(spec: Record<string, unknown>): Reference[] {
  const volume = asFilledText(spec.volumeName)
  return [
    ...storageClassReference(spec, 'spec'),
    ...(volume ? [{ path: 'spec.volumeName', group: '', kind: 'PersistentVolume', name: volume }] : []),
  ]
}

function named(kind: string, name: unknown, path: string, namespace: string): Reference[] {
  const target = asFilledText(name)
  return target ? [{ path, group: '', kind, namespace, name: target }] : []
}

function secret(name: unknown, path: string, scope: Pick<Reference, 'namespace' | 'anyNamespace'>): Reference[] {
  const target = asFilledText(name)
  return target ? [{ path, group: '', kind: 'Secret', name: target, ...scope }] : []
}

function service(name: unknown, port: unknown, path: string, namespace: string): Reference[] {
  const target = asFilledText(name)
  if (!target) return []
  const key = typeof port === 'number' || typeof port === 'string' ? String(port) : undefined
  return [{ path, group: '', kind: 'Service', namespace, name: target, ...(key ? { key } : {}) }]
}
