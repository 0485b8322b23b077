import type { Cluster } from '../../cluster/cluster.ts'
import type { k8s } from '../../k8s.ts'

/** Keeps a pod off the nodes that boot from this very server; undefined when there are none. */
export function notOnNetbootNodes({ nodes }: Pick<Cluster, 'nodes'>): k8s.NodeAffinity | undefined {
  const values = nodes
    .filter((node) => node.boot === 'netboot')
    .map(({ name }) => name)
    .sort()
  if (values.length === 0) return undefined
  return {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'NotIn', values }] }],
    },
  }
}
