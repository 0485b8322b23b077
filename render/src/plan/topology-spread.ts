import { isRecord } from '@ainur/constructs/is-record'
import type { ClusterState } from './cluster-state.ts'
import { matchesLabelSelector } from './label-selector.ts'
import { matchesNodeAffinity } from './node-affinity.ts'
import type { Exclusion } from './scheduling.ts'
import type { SchedulingNode } from './scheduling-node.ts'
import type { SimulatedPod } from './simulated-pod.ts'
import { effectiveTolerations, untoleratedTaint } from './tolerations.ts'

interface Constraint {
  readonly maxSkew: number
  readonly topologyKey: string
  readonly labelSelector?: unknown
  readonly minDomains?: number
  readonly whenUnsatisfiable?: string
  readonly nodeAffinityPolicy?: string
  readonly nodeTaintsPolicy?: string
}

/**
 * Why `pod` on `node` would break one of its `DoNotSchedule` spread constraints.
 *
 * A node that is dead but still registered counts as a domain unless `nodeTaintsPolicy` says otherwise.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/scheduler/framework/plugins/podtopologyspread/filtering.go
 */
export function spreadExclusion(pod: SimulatedPod, node: SchedulingNode, state: ClusterState): Exclusion | undefined {
  const constraints = hardConstraints(pod)
  for (const constraint of constraints) {
    const exclude = (detail: string): Exclusion => ({ node: node.name, constraint: 'topology-spread', detail })
    const { topologyKey } = constraint
    const domain = node.labels[topologyKey]
    if (domain === undefined) return exclude(`it has no label ${topologyKey} to spread by`)
    const counts = countsByDomain(pod, constraint, constraints, state)
    const enough = counts.size >= (constraint.minDomains ?? 1)
    const least = enough ? Math.min(...counts.values()) : 0
    const self = matchesLabelSelector(constraint.labelSelector, pod.labels) ? 1 : 0
    const skew = (counts.get(domain) ?? 0) + self - (counts.size === 0 ? 0 : least)
    if (skew > constraint.maxSkew) {
      return exclude(`spreading over ${topologyKey} allows a skew of ${constraint.maxSkew}, this would make it ${skew}`)
    }
  }
  return undefined
}

/** How many pods like `pod` share each of the domains of `node` that it would rather be spread over. */
export function softSpreadCounts(pod: SimulatedPod, node: SchedulingNode, state: ClusterState): number[] {
  return constraintsOf(pod)
    .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'ScheduleAnyway')
    .map(({ topologyKey, labelSelector }) => {
      const domain = node.labels[topologyKey]
      return state.placed.filter(
        (other) =>
          domain !== undefined &&
          state.node(other.node)?.labels[topologyKey] === domain &&
          other.pod.ref.namespace === pod.ref.namespace &&
          matchesLabelSelector(labelSelector, other.pod.labels),
      ).length
    })
}

function hardConstraints(pod: SimulatedPod): Constraint[] {
  return constraintsOf(pod).filter(({ whenUnsatisfiable }) => whenUnsatisfiable !== 'ScheduleAnyway')
}

function constraintsOf({ spec }: SimulatedPod): Constraint[] {
  if (!Array.isArray(spec.topologySpreadConstraints)) return []
  return spec.topologySpreadConstraints.filter(isRecord) as unknown as Constraint[]
}

function countsByDomain(
  pod: SimulatedPod,
  { topologyKey, labelSelector, nodeAffinityPolicy, nodeTaintsPolicy }: Constraint,
  all: readonly Constraint[],
  state: ClusterState,
): Map<string, number> {
  const tolerations = effectiveTolerations(pod.spec, pod.workloadType)
  const counts = new Map<string, number>()
  for (const candidate of state.nodes) {
    if (!all.every((constraint) => Object.hasOwn(candidate.labels, constraint.topologyKey))) continue
    if (nodeAffinityPolicy !== 'Ignore' && !matchesNodeAffinity(pod.spec, candidate)) continue
    if (nodeTaintsPolicy === 'Honor' && untoleratedTaint(tolerations, candidate.taints)) continue
    counts.set(candidate.labels[topologyKey] ?? '', counts.get(candidate.labels[topologyKey] ?? '') ?? 0)
  }
  for (const other of state.placed) {
    if (other.pod.ref.namespace !== pod.ref.namespace || !matchesLabelSelector(labelSelector, other.pod.labels))
      continue
    const domain = state.node(other.node)?.labels[topologyKey]
    const known = domain === undefined ? undefined : counts.get(domain)
    if (domain !== undefined && known !== undefined) counts.set(domain, known + 1)
  }
  return counts
}
