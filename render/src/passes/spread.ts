import { isRecord } from '@ainur/constructs'
import { domainKinds, domainLabel } from '@ainur/constructs/failure-domains'
import type { Pass } from '../model/rendering.ts'
import { workloadsOf } from '../pods/workload.ts'

const hostname = 'kubernetes.io/hostname'

/**
 * Lets the scheduler spread replicas over the failure domains that the definition names, where it can: a machine with
 * room is better than none. What an author says about spreading stays.
 *
 * A pod with a constraint of its own loses the scheduler's default ones, so spreading over nodes is said, too.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#cluster-level-default-constraints
 */
export const spreadPass: Pass = {
  id: 'spread',
  rules: [],
  run(rendering) {
    const { nodes } = rendering.cluster
    const kinds = domainKinds(nodes).filter(
      (kind) => new Set(nodes.map(({ failureDomains }) => failureDomains[kind])).size > 1,
    )
    if (kinds.length === 0) return []
    for (const { template, object } of workloadsOf(rendering)) {
      const { spec, workloadType, replicas, edit } = template
      const selector = object?.spec?.selector
      if (edit !== 'pod-spec' || workloadType !== 'replicated' || replicas < 2 || !isRecord(selector)) continue
      const own: unknown[] = Array.isArray(spec.topologySpreadConstraints) ? spec.topologySpreadConstraints : []
      const keys = [...(own.length === 0 ? [hostname] : []), ...kinds.map(domainLabel)]
      const added = keys
        .filter((topologyKey) => !own.some((each) => isRecord(each) && each.topologyKey === topologyKey))
        .map((topologyKey) => ({
          maxSkew: 1,
          topologyKey,
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: structuredClone(selector),
        }))
      Object.assign(spec, { topologySpreadConstraints: [...own, ...added] })
    }
    return []
  },
}
