import type { PodSpecLike } from '@ainur/constructs'
import type { WorkloadType } from '../../pods/pod-template.ts'
import { podRequests } from '../pod-requests.ts'
import { type Exclusion, emptyNode, placementExclusion, resourceExclusion } from '../scheduling.ts'
import type { SchedulingNode } from '../scheduling-node.ts'

/** Which of `nodes`, all empty, may run a pod, and what excludes the others. */
export function eligibleNodes(
  spec: PodSpecLike,
  nodes: readonly SchedulingNode[],
  workloadType: WorkloadType = 'replicated',
): { readonly eligible: readonly SchedulingNode[]; readonly excluded: readonly Exclusion[] } {
  const request = podRequests(spec)
  const judged = nodes.map((node) => ({
    node,
    reason: placementExclusion(spec, node, workloadType) ?? resourceExclusion(request, node, emptyNode(node)),
  }))
  return {
    eligible: judged.flatMap(({ node, reason }) => (reason ? [] : [node])),
    excluded: judged.flatMap(({ reason }) => reason ?? []),
  }
}
