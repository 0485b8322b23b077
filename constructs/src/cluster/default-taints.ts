import type { Distribution } from './cluster.ts'
import type { Taint } from './node-types.ts'

/**
 * Taints of a node that lists none itself. Talos and kubeadm keep pods without tolerations off control-plane nodes until
 * they are told otherwise; k3s does not.
 *
 * @see https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/create-cluster-kubeadm/#control-plane-node-isolation
 * @see https://www.talos.dev/latest/talos-guides/howto/workers-on-controlplane/
 */
export function defaultTaints(role: string | undefined, distribution: Distribution | undefined): readonly Taint[] {
  if (role !== 'server' || distribution === undefined || distribution === 'k3s') return []
  return [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }]
}
