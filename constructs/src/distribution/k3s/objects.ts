import type { ProvidedObject } from '../../app/upstream-release.ts'
import { clusterScoped } from '../kubernetes.ts'

/** What k3s makes whichever components are left out. @see https://github.com/k3s-io/k3s/tree/master/manifests */
export const k3sObjects: readonly ProvidedObject[] = [
  ...clusterScoped('node.k8s.io', 'RuntimeClass', 'nvidia', 'nvidia-experimental', 'crun', 'lunatic', 'slight', 'spin'),
  ...clusterScoped('node.k8s.io', 'RuntimeClass', 'wws', 'wasmedge', 'wasmer', 'wasmtime'),
  ...clusterScoped(
    'apiextensions.k8s.io',
    'CustomResourceDefinition',
    'helmcharts.helm.cattle.io',
    'helmchartconfigs.helm.cattle.io',
    'addons.k3s.cattle.io',
    'etcdsnapshotfiles.k3s.cattle.io',
  ),
]
