import { objectReferences } from '../../checks/references/object-references.ts'
import { podReferences } from '../../checks/references/pod-references.ts'
import type { Reference } from '../../checks/references/reference.ts'
import { isJoinedName } from '../../checks/references/traefik-references.ts'
import { asFilledText, asMap, numberedMaps } from '../../model/shape.ts'
import { podTemplatesOf } from '../../pods/index.ts'
import type { Tree } from '../input/tree.ts'
import type { TreeObject } from '../input/tree-object.ts'

export type { Reference }

/** What an object needs from others by name: what pods mount and read, who they are, what routes and bindings point to. */
export function referencesOf(object: TreeObject): Reference[] {
  const namespace = object.ref.namespace ?? ''
  const pods = podTemplatesOf(object.value).flatMap((template) => podReferences(template, namespace))
  return [...pods, ...objectReferences(object.value), ...routeReferences(object)].filter(
    ({ path }) => !path.includes('imagePullSecrets'),
  )
}

function routeReferences({ group, value, ref }: TreeObject): Reference[] {
  if (group !== 'gateway.networking.k8s.io' || !ref.kind.endsWith('Route')) return []
  return numberedMaps(asMap(value.spec).rules).flatMap(([at, rule]) =>
    numberedMaps(rule.backendRefs).flatMap(([index, item]): Reference[] => {
      const name = asFilledText(item.name)
      if (!name || (item.kind ?? 'Service') !== 'Service') return []
      const path = `spec.rules[${at}].backendRefs[${index}]`
      return [
        { path, group: '', kind: 'Service', namespace: asFilledText(item.namespace) ?? ref.namespace ?? '', name },
      ]
    }),
  )
}

/** The object that a reference means, if the tree holds it. */
export function resolveReference(
  { group, kind, namespace, anyNamespace, joined, name }: Reference,
  tree: Tree,
): TreeObject | undefined {
  if (joined) return tree.ofKind(group, kind).find(({ ref }) => isJoinedName(name, ref.namespace ?? '', ref.name))
  if (anyNamespace) return tree.mentioning(group, kind, name).find(({ ref }) => ref.name === name)
  return tree.find(group, kind, namespace || undefined, name)
}

/** Kinds that `referencesOf` reads. */
export const referringKinds: readonly (readonly [group: string, kind: string])[] = [
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => ['apps', kind] as const),
  ...['Job', 'CronJob'].map((kind) => ['batch', kind] as const),
  ...['Pod', 'PersistentVolumeClaim', 'Service', 'ServiceAccount'].map((kind) => ['', kind] as const),
  ...['RoleBinding', 'ClusterRoleBinding'].map((kind) => ['rbac.authorization.k8s.io', kind] as const),
  ...['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP', 'Middleware', 'MiddlewareTCP', 'TraefikService'].map(
    (kind) => ['traefik.io', kind] as const,
  ),
  ...['ServersTransport', 'ServersTransportTCP', 'TLSOption', 'TLSStore'].map((kind) => ['traefik.io', kind] as const),
  ...['Application', 'AppProject'].map((kind) => ['argoproj.io', kind] as const),
  ...['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'].map((kind) => ['gateway.networking.k8s.io', kind] as const),
  ...['Certificate', 'Issuer', 'ClusterIssuer'].map((kind) => ['cert-manager.io', kind] as const),
  ...['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].map(
    (kind) => ['admissionregistration.k8s.io', kind] as const,
  ),
  ['networking.k8s.io', 'Ingress'],
  ['autoscaling', 'HorizontalPodAutoscaler'],
  ['trust.cert-manager.io', 'Bundle'],
  ['apiregistration.k8s.io', 'APIService'],
  ['apiextensions.k8s.io', 'CustomResourceDefinition'],
  ['upgrade.cattle.io', 'Plan'],
]
