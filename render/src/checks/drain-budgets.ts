import { describeObject } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import { groupOf } from '../model/group-of.ts'
import { objectRef } from '../model/object-ref.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Check } from '../model/rendering.ts'
import { asMap, specOf } from '../model/shape.ts'
import { matchesLabelSelector } from '../plan/label-selector.ts'
import { type Workload, workloadsOf } from '../pods/workload.ts'
import { podsOf } from './rollout.ts'

const drainBlocked = defineRule('drain-blocked', 'warning', {
  title: 'a PodDisruptionBudget allows none of its pods to be evicted, ever',
  why: 'Every drain of a node with such a pod waits until somebody deletes it by hand: updates of the nodes stop there.',
  remedy: 'Allow one pod to be missing (`maxUnavailable: 1`), run more pods, or leave the budget out.',
})

/** A budget lets a drain end: of the pods that it selects, one at least may be missing. */
export const drainBudgetsCheck: Check = {
  rules: [drainBlocked],
  run(rendering) {
    const budgets = rendering.objects.filter(
      ({ object }) => object.kind === 'PodDisruptionBudget' && groupOf(object.apiVersion) === 'policy',
    )
    if (budgets.length === 0) return []
    const scaled = scaledByOthers(rendering.objects.map(({ object }) => object))
    const workloads = workloadsOf(rendering).filter(({ from }) => from === 'tree')
    return budgets.flatMap(({ object }) => {
      const { selector, minAvailable, maxUnavailable } = specOf(object)
      const selected = workloads.filter(
        ({ ref, template }) =>
          ref.namespace === object.metadata.namespace &&
          // A drain leaves the pods of a DaemonSet alone, and waits for none that end.
          template.workloadType === 'replicated' &&
          matchesLabelSelector(selector, template.labels),
      )
      const pods = selected.reduce((sum, { template }) => sum + template.replicas, 0)
      if (pods === 0 || selected.some(({ ref }) => scaled.has(describeObject(ref)))) return []
      const field = maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable'
      if (field === 'minAvailable' ? podsOf(minAvailable, pods, Math.ceil) < pods : allows(maxUnavailable, pods))
        return []
      const message = `${field} is ${JSON.stringify(field === 'minAvailable' ? minAvailable : maxUnavailable)}, and it selects ${pods === 1 ? '1 pod' : `${pods} pods`} (${names(selected)}): none may ever be evicted`
      return drainBlocked.finding(objectRef(object), `spec.${field}`, message)
    })
  },
}

function allows(maxUnavailable: unknown, pods: number): boolean {
  return podsOf(maxUnavailable, pods, Math.ceil) > 0
}

function names(workloads: readonly Workload[]): string {
  return workloads.map(({ ref }) => `${ref.kind} ${ref.name}`).join(', ')
}

/** Workloads whose number of pods an autoscaler decides. */
function scaledByOthers(objects: readonly KubeObject[]): ReadonlySet<string> {
  return new Set(
    objects.flatMap((object) => {
      if (object.kind !== 'HorizontalPodAutoscaler') return []
      const { apiVersion, kind, name } = asMap(specOf(object).scaleTargetRef)
      const { namespace } = object.metadata
      return [describeObject({ apiVersion: String(apiVersion), kind: String(kind), namespace, name: String(name) })]
    }),
  )
}
