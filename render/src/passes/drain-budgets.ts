import { identityKey, identityOf } from '../layout/identity.ts'
import type { KubeObject, RenderedObject } from '../model/rendered-object.ts'
import type { Pass } from '../model/rendering.ts'
import { specOf } from '../model/shape.ts'
import { matchesLabelSelector } from '../plan/label-selector.ts'
import { type Workload, workloadsOf } from '../pods/workload.ts'

/**
 * Gives what runs several times a PodDisruptionBudget of one missing pod, so that draining two nodes at once does not
 * take all of it away. It never keeps a node from being drained: one pod may always go, and one that does not run does
 * not count. What has a budget of its author keeps it.
 */
export const drainBudgetsPass: Pass = {
  id: 'drain-budgets',
  rules: [],
  run(rendering) {
    const budgets = rendering.objects.map(({ object }) => object).filter(({ kind }) => kind === 'PodDisruptionBudget')
    const names = new Set(budgets.map((budget) => identityKey(identityOf(budget))))
    for (const workload of workloadsOf(rendering)) {
      const { object, template } = workload
      if (!object || workload.from !== 'tree' || template.workloadType !== 'replicated' || template.replicas < 2)
        continue
      if (object.kind !== 'Deployment' && object.kind !== 'StatefulSet') continue
      if (budgets.some((budget) => covers(budget, workload))) continue
      const budget = budgetFor(object)
      const owner = rendering.objects.find((each) => each.object === object)
      if (owner && !names.has(identityKey(identityOf(budget)))) rendering.objects.push(besides(owner, budget))
    }
    return []
  },
}

function covers(budget: KubeObject, { ref, template }: Workload): boolean {
  return budget.metadata.namespace === ref.namespace && matchesLabelSelector(specOf(budget).selector, template.labels)
}

function budgetFor({ metadata: { name, namespace, labels }, spec }: KubeObject): KubeObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, ...(namespace ? { namespace } : {}), ...(labels ? { labels: { ...labels } } : {}) },
    spec: {
      maxUnavailable: 1,
      selector: structuredClone(spec.selector),
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  }
}

/** The budget, as a part of what it is for. */
function besides({ app, origin, release }: RenderedObject, object: KubeObject): RenderedObject {
  return { app, object, policies: [], origin, ...(release === undefined ? {} : { release }) }
}
