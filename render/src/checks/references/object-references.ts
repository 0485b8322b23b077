import type { KubeObject } from '../../model/rendered-object.ts'
import { groupOf } from '../../pods/group-of.ts'
import { listOf, recordOf, textOf } from './list-of.ts'
import { storageClassReference } from './pod-references.ts'
import type { Reference } from './reference.ts'

type Extract = (object: KubeObject, spec: Record<string, unknown>, namespace: string) => Reference[]

/** What an object refers to outside its pod templates, by the rules of its kind; nothing for kinds that are not known. */
export function objectReferences(object: KubeObject): Reference[] {
  const extract = extractors[`${groupOf(object.apiVersion)}/${object.kind}`]
  return extract ? extract(object, recordOf(object.spec), object.metadata.namespace ?? '') : []
}

const extractors: Readonly<Record<string, Extract>> = {
  'networking.k8s.io/Ingress': ingress,
  '/PersistentVolumeClaim': (_, spec) => storageClassReference(spec, 'spec'),
  'apps/StatefulSet': (_, spec, namespace) => [
    ...service(spec.serviceName, undefined, 'spec.serviceName', namespace),
    ...listOf(spec.volumeClaimTemplates).flatMap(({ item, index }) =>
      storageClassReference(recordOf(item.spec), `spec.volumeClaimTemplates[${index}].spec`),
    ),
  ],
  'rbac.authorization.k8s.io/RoleBinding': binding,
  'rbac.authorization.k8s.io/ClusterRoleBinding': binding,
  'cert-manager.io/Certificate': (_, spec, namespace) => issuer(recordOf(spec.issuerRef), namespace),
  'cert-manager.io/Issuer': (_, spec, namespace) => caSecret(spec, { namespace }),
  // A ClusterIssuer reads Secrets of the namespace that its controller is configured with.
  'cert-manager.io/ClusterIssuer': (_, spec) => caSecret(spec, { anyNamespace: true }),
  'trust.cert-manager.io/Bundle': (_, spec) => bundleSources(spec),
  'helm.cattle.io/HelmChartConfig': ({ metadata }, _, namespace) => [
    { path: 'metadata.name', group: 'helm.cattle.io', kind: 'HelmChart', namespace, name: metadata.name },
  ],
  'autoscaling/HorizontalPodAutoscaler': (_, spec, namespace) => {
    const { apiVersion, kind, name } = recordOf(spec.scaleTargetRef)
    const [target, type] = [textOf(name), textOf(kind)]
    if (!target || !type) return []
    const group = groupOf(textOf(apiVersion) ?? '')
    return [{ path: 'spec.scaleTargetRef', group, kind: type, namespace, name: target }]
  },
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': webhooks,
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': webhooks,
  'apiregistration.k8s.io/APIService': (_, spec) => {
    const target = recordOf(spec.service)
    return service(target.name, target.port ?? 443, 'spec.service', textOf(target.namespace) ?? '')
  },
  'traefik.io/IngressRoute': ingressRoute,
  'traefik.io/IngressRouteTCP': ingressRoute,
  'traefik.io/IngressRouteUDP': ingressRoute,
}

function ingress({ metadata }: KubeObject, spec: Record<string, unknown>, namespace: string): Reference[] {
  const className = textOf(spec.ingressClassName)
  const annotations: Record<string, string> = metadata.annotations ?? {}
  const clusterIssuer = textOf(annotations['cert-manager.io/cluster-issuer'])
  const backend = (value: unknown, path: string) => {
    const target = recordOf(recordOf(value).service)
    const port = recordOf(target.port)
    return service(target.name, port.name ?? port.number, `${path}.service`, namespace)
  }
  return [
    ...(className
      ? [{ path: 'spec.ingressClassName', group: 'networking.k8s.io', kind: 'IngressClass', name: className }]
      : []),
    ...(clusterIssuer
      ? [
          {
            path: 'metadata.annotations["cert-manager.io/cluster-issuer"]',
            group: 'cert-manager.io',
            kind: 'ClusterIssuer',
            name: clusterIssuer,
          },
        ]
      : []),
    ...backend(spec.defaultBackend, 'spec.defaultBackend'),
    ...listOf(spec.rules).flatMap(({ item, index }) =>
      listOf(recordOf(item.http).paths).flatMap((path) =>
        backend(path.item.backend, `spec.rules[${index}].http.paths[${path.index}].backend`),
      ),
    ),
    ...listOf(spec.tls).flatMap(({ item, index }) =>
      secret(item.secretName, `spec.tls[${index}].secretName`, { namespace }),
    ),
  ]
}

function ingressRoute(_: KubeObject, spec: Record<string, unknown>, namespace: string): Reference[] {
  return [
    ...secret(recordOf(spec.tls).secretName, 'spec.tls.secretName', { namespace }),
    ...listOf(spec.routes).flatMap((route) => {
      const at = `spec.routes[${route.index}]`
      return [
        ...listOf(route.item.services)
          .filter(({ item }) => (item.kind ?? 'Service') === 'Service')
          .flatMap(({ item, index }) =>
            service(item.name, item.port, `${at}.services[${index}]`, textOf(item.namespace) ?? namespace),
          ),
        ...listOf(route.item.middlewares).flatMap(({ item, index }): Reference[] => {
          const name = textOf(item.name)
          if (!name) return []
          const where = textOf(item.namespace) ?? namespace
          return [
            { path: `${at}.middlewares[${index}]`, group: 'traefik.io', kind: 'Middleware', namespace: where, name },
          ]
        }),
      ]
    }),
  ]
}

function binding(object: KubeObject, _: Record<string, unknown>, namespace: string): Reference[] {
  const { kind, name } = recordOf(object.roleRef)
  const role = textOf(name)
  const group = 'rbac.authorization.k8s.io'
  return [
    ...(role
      ? [{ path: 'roleRef', group, kind: String(kind), name: role, ...(kind === 'Role' ? { namespace } : {}) }]
      : []),
    ...listOf(object.subjects).flatMap(({ item, index }): Reference[] => {
      const account = textOf(item.name)
      if (item.kind !== 'ServiceAccount' || !account) return []
      const where = textOf(item.namespace) ?? namespace
      return [{ path: `subjects[${index}]`, group: '', kind: 'ServiceAccount', namespace: where, name: account }]
    }),
  ]
}

function issuer({ name, kind, group }: Record<string, unknown>, namespace: string): Reference[] {
  const target = textOf(name)
  if (!target) return []
  const type = textOf(kind) ?? 'Issuer'
  const scope = type === 'ClusterIssuer' ? {} : { namespace }
  return [{ path: 'spec.issuerRef', group: textOf(group) ?? 'cert-manager.io', kind: type, name: target, ...scope }]
}

function caSecret(spec: Record<string, unknown>, scope: Pick<Reference, 'namespace' | 'anyNamespace'>): Reference[] {
  return secret(recordOf(spec.ca).secretName, 'spec.ca.secretName', scope)
}

/** Sources stand in the trust namespace, which only the controller knows. */
function bundleSources(spec: Record<string, unknown>): Reference[] {
  return listOf(spec.sources).flatMap(({ item, index }) =>
    (['configMap', 'secret'] as const).flatMap((source): Reference[] => {
      const { name, key } = recordOf(item[source])
      const target = textOf(name)
      if (!target) return []
      const wanted = textOf(key)
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
  return listOf(object.webhooks).flatMap(({ item, index }) => {
    const target = recordOf(recordOf(item.clientConfig).service)
    const path = `webhooks[${index}].clientConfig.service`
    return service(target.name, target.port ?? 443, path, textOf(target.namespace) ?? '')
  })
}

function secret(name: unknown, path: string, scope: Pick<Reference, 'namespace' | 'anyNamespace'>): Reference[] {
  const target = textOf(name)
  return target ? [{ path, group: '', kind: 'Secret', name: target, ...scope }] : []
}

function service(name: unknown, port: unknown, path: string, namespace: string): Reference[] {
  const target = textOf(name)
  if (!target) return []
  const key = typeof port === 'number' || typeof port === 'string' ? String(port) : undefined
  return [{ path, group: '', kind: 'Service', namespace, name: target, ...(key ? { key } : {}) }]
}
