import { describeObject } from '@ainur/constructs/finding'
import { specOf } from '../../../model/shape.ts'
import { matchesLabelSelector } from '../../../plan/label-selector.ts'
import { podTemplatesOf } from '../../../pods/index.ts'
import type { DiffContext, DiffFinding, Tree, TreeObject } from '../../model.ts'
import { rule } from './rule.ts'

/** PodDisruptionBudgets that allow no eviction at all from now on: a drain of the node waits for ever. */
export function* stuckDrains({ changes, trees }: DiffContext): Generator<DiffFinding> {
  const budgets = new Map<string, TreeObject>()
  for (const { before, after } of changes) {
    if (!after) continue
    if (isBudget(after)) budgets.set(after.id, after)
    else if (before && after.group === 'apps')
      for (const each of trees.head.ofKind('policy', 'PodDisruptionBudget', after.ref.namespace ?? ''))
        budgets.set(each.id, each)
  }
  for (const budget of budgets.values()) {
    const held = holds(budget, trees.head)
    if (!held) continue
    const old = trees.base.same(budget)
    if (old && holds(old, trees.base)) continue
    const message = `It allows no eviction of the pods of ${held.of}: \`kubectl drain\`, node upgrades and the autoscaler of nodes wait for ever.`
    yield rule.finding(budget.ref, held.path, message, 'Allow one pod to be away (maxUnavailable: 1), or run one more.')
  }
}

function isBudget({ group, ref }: TreeObject): boolean {
  return group === 'policy' && ref.kind === 'PodDisruptionBudget'
}

/** The owner of the pods, if a budget lets none of them go; undefined where one may go or the tree does not say. */
function holds(budget: TreeObject, tree: Tree): { readonly of: string; readonly path: string } | undefined {
  const { selector, minAvailable, maxUnavailable } = specOf(budget.value)
  const owners = ['Deployment', 'StatefulSet']
    .flatMap((kind) => tree.ofKind('apps', kind, budget.ref.namespace ?? ''))
    .flatMap((owner) => {
      const [pod] = podTemplatesOf(owner.value)
      return pod && matchesLabelSelector(selector, pod.labels) ? [{ owner, replicas: pod.replicas ?? 1 }] : []
    })
  const pods = owners.reduce((sum, { replicas }) => sum + replicas, 0)
  if (pods === 0) return undefined
  const of = owners.map(({ owner }) => describeObject(owner.ref)).join(', ')
  if (maxUnavailable !== undefined)
    return share(maxUnavailable, pods) === 0 ? { of, path: 'spec.maxUnavailable' } : undefined
  return share(minAvailable, pods) >= pods ? { of, path: 'spec.minAvailable' } : undefined
}

/** Kubernetes rounds the share of pods up. */
function share(value: unknown, pods: number): number {
  const percent = /^(\d+)%$/.exec(String(value))?.[1]
  if (percent) return Math.ceil((Number(percent) / 100) * pods)
  const count = Number(value)
  return Number.isFinite(count) ? count : -1
}
