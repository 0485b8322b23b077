import { argoCdNamespace, type ProvidedObject } from '@ainur/constructs'
import type { Rendering } from '../../model/rendering.ts'

const cluster = (group: string, kind: string, ...names: string[]): ProvidedObject[] =>
  names.map((name) => ({ group, kind, name }))

/** What every Kubernetes cluster has before this tree comes to it. */
const kubernetes: readonly ProvidedObject[] = [
  ...cluster('', 'Namespace', 'default', 'kube-system', 'kube-public', 'kube-node-lease'),
  ...cluster('scheduling.k8s.io', 'PriorityClass', 'system-cluster-critical', 'system-node-critical'),
  ...cluster('rbac.authorization.k8s.io', 'ClusterRole', 'cluster-admin', 'admin', 'edit', 'view'),
  {
    group: 'rbac.authorization.k8s.io',
    kind: 'Role',
    namespace: 'kube-system',
    name: 'extension-apiserver-authentication-reader',
  },
  { group: '', kind: 'Service', namespace: 'default', name: 'kubernetes', keys: ['https', '443'] },
  {
    group: '',
    kind: 'Service',
    namespace: 'kube-system',
    name: 'kube-dns',
    keys: ['dns', 'dns-tcp', 'metrics', '53', '9153'],
  },
  { group: '', kind: 'ConfigMap', namespace: 'kube-system', name: 'coredns' },
  { group: '', kind: 'ConfigMap', namespace: 'kube-system', name: 'extension-apiserver-authentication' },
  // Argo CD, into which the root Application is written, is there before the tree.
  ...cluster('', 'Namespace', argoCdNamespace),
  { group: 'argoproj.io', kind: 'AppProject', namespace: argoCdNamespace, name: 'default' },
]

/**
 * What k3s makes besides.
 *
 * @see https://github.com/k3s-io/k3s/tree/master/manifests
 */
const k3s: readonly ProvidedObject[] = [
  ...cluster('storage.k8s.io', 'StorageClass', 'local-path'),
  ...cluster('networking.k8s.io', 'IngressClass', 'traefik'),
  ...cluster('node.k8s.io', 'RuntimeClass', 'nvidia', 'nvidia-experimental', 'crun', 'lunatic', 'slight', 'spin'),
  ...cluster('node.k8s.io', 'RuntimeClass', 'wws', 'wasmedge', 'wasmer', 'wasmtime'),
  ...cluster(
    'apiextensions.k8s.io',
    'CustomResourceDefinition',
    'helmcharts.helm.cattle.io',
    'helmchartconfigs.helm.cattle.io',
    'addons.k3s.cattle.io',
    'etcdsnapshotfiles.k3s.cattle.io',
  ),
  { group: 'helm.cattle.io', kind: 'HelmChart', namespace: 'kube-system', name: 'traefik' },
  { group: 'helm.cattle.io', kind: 'HelmChart', namespace: 'kube-system', name: 'traefik-crd' },
  { group: '', kind: 'Service', namespace: 'kube-system', name: 'traefik', keys: ['web', 'websecure', '80', '443'] },
  { group: '', kind: 'Service', namespace: 'kube-system', name: 'metrics-server', keys: ['https', '443'] },
]

/** What goes when k3s is started without a component. */
const withoutComponent: Readonly<Record<string, (object: ProvidedObject) => boolean>> = {
  'local-storage': ({ kind }) => kind === 'StorageClass',
  traefik: ({ name }) => name === 'traefik' || name === 'traefik-crd',
  'metrics-server': ({ name }) => name === 'metrics-server',
}

/** Objects that exist though neither the tree nor a release makes them. */
export function distributionObjects({ cluster, apps }: Pick<Rendering, 'cluster' | 'apps'>): readonly ProvidedObject[] {
  if (cluster.kubernetes.distribution !== 'k3s') return kubernetes
  const gone = apps.flatMap(({ replacedComponents }) =>
    replacedComponents.map(({ component }) => withoutComponent[component] ?? (() => false)),
  )
  return [...kubernetes, ...k3s.filter((object) => !gone.some((matches) => matches(object)))]
}

/** The class that the distribution marks as default, by kind. k3s marks its StorageClass, and Traefik's chart its class. */
export function distributionDefaults(rendering: Pick<Rendering, 'cluster' | 'apps'>): Readonly<Record<string, string>> {
  if (rendering.cluster.kubernetes.distribution !== 'k3s') return {}
  const classes = distributionObjects(rendering).filter(
    ({ kind }) => kind === 'StorageClass' || kind === 'IngressClass',
  )
  return Object.fromEntries(classes.map(({ kind, name }) => [kind, name]))
}
