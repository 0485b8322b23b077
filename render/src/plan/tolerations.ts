import type { PodSpecLike, Taint, TolerationLike } from '@ainur/constructs'
import type { WorkloadType } from '../pods/pod-template.ts'

/**
 * Whether `toleration` covers `taint`.
 *
 * @see https://github.com/kubernetes/api/blob/master/core/v1/toleration.go (ToleratesTaint)
 */
function tolerates(toleration: TolerationLike, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false
  if (toleration.key && toleration.key !== taint.key) return false
  switch (toleration.operator ?? '') {
    case '':
    case 'Equal':
      return (toleration.value ?? '') === (taint.value ?? '')
    case 'Exists':
      return true
    default:
      return false
  }
}

/** The first taint that keeps a pod off a node; `PreferNoSchedule` keeps nothing off. */
export function untoleratedTaint(tolerations: readonly TolerationLike[], taints: readonly Taint[]): Taint | undefined {
  return taints.find(
    (taint) => taint.effect !== 'PreferNoSchedule' && !tolerations.some((toleration) => tolerates(toleration, taint)),
  )
}

/**
 * Tolerations of a workload's pods: its own and, for a DaemonSet, those that the controller adds.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/daemon/util/daemonset_util.go
 */
export function effectiveTolerations(spec: PodSpecLike, workloadType: WorkloadType): readonly TolerationLike[] {
  const own = spec.tolerations ?? []
  if (workloadType !== 'per-node') return own
  return [
    ...own,
    { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
    { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
    ...['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'].map((condition) => {
      return { key: `node.kubernetes.io/${condition}`, operator: 'Exists', effect: 'NoSchedule' }
    }),
    ...(spec.hostNetwork
      ? [{ key: 'node.kubernetes.io/network-unavailable', operator: 'Exists', effect: 'NoSchedule' }]
      : []),
  ]
}
