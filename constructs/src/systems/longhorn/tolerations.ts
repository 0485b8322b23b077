import type { Cluster } from '../../cluster/cluster.ts'
import type { Taint } from '../../cluster/node-types.ts'
import type { k8s } from '../../k8s.ts'

/** Taints of all nodes that would keep pods away, each once. A node that cannot run Longhorn's pods cannot mount volumes. */
function hardTaints({ nodes }: Cluster): Taint[] {
  const taints = nodes.flatMap((node) => node.taints).filter(({ effect }) => effect !== 'PreferNoSchedule')
  return [...new Map(taints.map((taint) => [asText(taint), taint])).values()]
}

/** For pods that the tree holds. */
export function tolerations(cluster: Cluster): k8s.Toleration[] {
  return hardTaints(cluster).map(({ key, value, effect }) =>
    value ? { key, operator: 'Equal', value, effect } : { key, operator: 'Exists', effect },
  )
}

/** For pods that Longhorn makes, as its setting `taint-toleration` wants them. */
export function taintToleration(cluster: Cluster): string {
  return hardTaints(cluster).map(asText).join(';')
}

function asText({ key, value, effect }: Taint): string {
  return value ? `${key}=${value}:${effect}` : `${key}:${effect}`
}
