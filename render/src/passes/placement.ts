import { isDeepStrictEqual } from 'node:util'
import type { Finding } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import type { Pass, Rendering } from '../model/rendering.ts'
import type { Requirement } from '../plan/match-expression.ts'
import { nodesOf } from '../plan/nodes-of.ts'
import type { SchedulingNode } from '../plan/scheduling-node.ts'
import { podTemplatesOf } from '../pods/pod-templates-of.ts'
import { type Workload, workloadsOf } from '../pods/workload.ts'
import { judgePlacement, placementRules } from './placement/judge-placement.ts'
import { mergeAffinity } from './placement/merge-affinity.ts'
import { wantedPlacement } from './placement/wanted-placement.ts'

const placementPreferenceVoid = defineRule({
  id: 'placement-preference-void',
  severity: 'warning',
  title: 'a policy prefers an architecture that an image lacks, or cannot be written into a release',
  why: 'The preference does nothing.',
  remedy: 'Drop the policy, or set the preference in the values of the release.',
})

/**
 * Writes into every pod template where its pods may run: the architectures of its images, then its author's policies.
 *
 * Fails where a pod could land on an architecture that one of its containers cannot run on, and where it could land
 * nowhere. Running it twice changes nothing more.
 */
export const placementPass: Pass = {
  id: 'placement',
  rules: [...placementRules, placementPreferenceVoid],
  run(rendering) {
    const nodes = nodesOf(rendering.cluster)
    return workloadsOf(rendering).flatMap((workload) => placeWorkload(rendering, workload, nodes))
  },
}

function placeWorkload(rendering: Rendering, workload: Workload, nodes: readonly SchedulingNode[]): Finding[] {
  const wanted = wantedPlacement(workload, rendering.cluster, rendering.images)
  const { template } = workload
  const requirements = wanted.requirements.map(({ requirement }) => requirement)
  let placed = template
  // An affinity beside nodeName would only have the kubelet refuse the pod, later and less clearly.
  if (template.edit === 'pod-spec' && workload.from === 'tree' && !template.spec.nodeName) {
    const affinity = mergeAffinity(template.spec, requirements, wanted.preferred)
    if (affinity) Object.assign(template.spec, { affinity })
  } else if (template.edit === 'plan' && workload.object) {
    addToPlan(workload.object.spec, requirements)
    placed = podTemplatesOf(workload.object)[0] ?? template
  }
  return [
    ...voidPreferences(workload, wanted.void),
    ...(rendering.cluster.architectures.length > 1 ? lostPreferences(workload, wanted.preferred) : []),
    ...judgePlacement(workload, placed, wanted, nodes),
  ]
}

/** A Plan selects nodes by a label selector: one list of requirements that must all hold. */
function addToPlan(spec: { nodeSelector?: { matchExpressions?: Requirement[] } }, added: readonly Requirement[]): void {
  const own = spec.nodeSelector?.matchExpressions ?? []
  const missing = added.filter((requirement) => !own.some((known) => isDeepStrictEqual(known, requirement)))
  if (missing.length > 0) spec.nodeSelector = { ...spec.nodeSelector, matchExpressions: [...own, ...missing] }
}

function voidPreferences(workload: Workload, architectures: readonly string[]): Finding[] {
  return architectures.map((architecture) =>
    placementPreferenceVoid.finding(
      workload.ref,
      workload.template.path,
      `its policy prefers ${architecture}, but one of its images does not run there`,
      `drop the policy, or use an image that has linux/${architecture}`,
    ),
  )
}

/** A preference that cannot be written anywhere. In a cluster with one architecture it would say nothing. */
function lostPreferences({ ref, template, from }: Workload, preferred: readonly string[]): Finding[] {
  if (preferred.length === 0 || (from === 'tree' && template.edit === 'pod-spec' && !template.spec.nodeName)) return []
  return [
    placementPreferenceVoid.finding(
      ref,
      template.path,
      `its policy prefers ${preferred.join(', ')}, which cannot be written into ${from === 'release' ? 'a release' : 'it'}`,
      'set a preferred node affinity where its pods are made, or undo the policy with place(…, everywhere)',
    ),
  ]
}
