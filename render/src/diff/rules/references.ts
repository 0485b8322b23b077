import { listOf, recordOf, textOf } from '../../checks/references/list-of.ts'
import { objectReferences } from '../../checks/references/object-references.ts'
import { podReferences } from '../../checks/references/pod-references.ts'
import type { Reference } from '../../checks/references/reference.ts'
import { podTemplatesOf } from '../../pods/index.ts'
import type { Tree } from '../input/tree.ts'
import type { TreeObject } from '../input/tree-object.ts'

export type { Reference }

/** What an object needs from others by name: what pods mount and read, who they are, what routes and bindings point to. */
export function referencesOf(object: TreeObject): Reference[] {
  const namespace = object.ref.namespace ?? ''
  const pods = podTemplatesOf(object.value).flatMap((template) => podReferences(template, namespace))
  return [...pods, ...objectReferences(object.value), ...routeReferences(object), ...middlewares(object)].filter(
    ({ path }) => !path.includes('imagePullSecrets'),
  )
}

function routeReferences({ group, value, ref }: TreeObject): Reference[] {
  if (group !== 'gateway.networking.k8s.io' || !ref.kind.endsWith('Route')) return []
  return listOf(recordOf(value.spec).rules).flatMap((rule) =>
    listOf(rule.item.backendRefs).flatMap(({ item, index }): Reference[] => {
      const name = textOf(item.name)
      if (!name || (item.kind ?? 'Service') !== 'Service') return []
      const path = `spec.rules[${rule.index}].backendRefs[${index}]`
      return [{ path, group: '', kind: 'Service', namespace: textOf(item.namespace) ?? ref.namespace ?? '', name }]
    }),
  )
}

const middlewareAnnotation = 'traefik.ingress.kubernetes.io/router.middlewares'

/** Middlewares of an Ingress, which Traefik writes `<namespace>-<name>@kubernetescrd`; those of its own namespace. */
function middlewares({ group, value, ref }: TreeObject): Reference[] {
  if (group !== 'networking.k8s.io' || ref.kind !== 'Ingress' || !ref.namespace) return []
  const prefix = `${ref.namespace}-`
  const written = textOf(recordOf(value.metadata.annotations)[middlewareAnnotation]) ?? ''
  return written
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each.startsWith(prefix) && each.endsWith('@kubernetescrd'))
    .map((each) => ({
      path: `metadata.annotations["${middlewareAnnotation}"]`,
      group: 'traefik.io',
      kind: 'Middleware',
      namespace: ref.namespace as string,
      name: each.slice(prefix.length, each.indexOf('@')),
    }))
}

/** The object that a reference means, if the tree holds it. */
export function resolveReference(
  { group, kind, namespace, anyNamespace, name }: Reference,
  tree: Tree,
): TreeObject | undefined {
  if (anyNamespace) return tree.mentioning(group, kind, name).find(({ ref }) => ref.name === name)
  return tree.find(group, kind, namespace || undefined, name)
}

/** Kinds that `referencesOf` reads. */
export const referringKinds: readonly (readonly [group: string, kind: string])[] = [
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => ['apps', kind] as const),
  ...['Job', 'CronJob'].map((kind) => ['batch', kind] as const),
  ...['Pod', 'PersistentVolumeClaim'].map((kind) => ['', kind] as const),
  ...['RoleBinding', 'ClusterRoleBinding'].map((kind) => ['rbac.authorization.k8s.io', kind] as const),
  ...['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP'].map((kind) => ['traefik.io', kind] as const),
  ...['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'].map((kind) => ['gateway.networking.k8s.io', kind] as const),
  ...['Certificate', 'Issuer', 'ClusterIssuer'].map((kind) => ['cert-manager.io', kind] as const),
  ...['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].map(
    (kind) => ['admissionregistration.k8s.io', kind] as const,
  ),
  ['networking.k8s.io', 'Ingress'],
  ['autoscaling', 'HorizontalPodAutoscaler'],
  ['trust.cert-manager.io', 'Bundle'],
  ['apiregistration.k8s.io', 'APIService'],
]
