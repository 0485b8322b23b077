import { expect, it } from 'vitest'
import { drainBudgetsCheck } from '../checks/drain-budgets.ts'
import { schemaCheck } from '../checks/schema.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import { deployment, testRendering } from '../pods/testing/test-rendering.ts'
import { drainBudgetsPass } from './drain-budgets.ts'

function budgetsAfter(...objects: KubeObject[]) {
  const rendering = testRendering({ objects })
  for (let run = 0; run < 2; run += 1) expect(drainBudgetsPass.run(rendering)).toEqual([])
  expect(schemaCheck.run(rendering)).toEqual([])
  expect(drainBudgetsCheck.run(rendering)).toEqual([])
  return rendering.objects.map(({ object }) => object).filter(({ kind }) => kind === 'PodDisruptionBudget')
}

const budget = (name: string, app: string): KubeObject => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name, namespace: 'web' },
  spec: { minAvailable: 1, selector: { matchLabels: { 'app.kubernetes.io/name': app } } },
})

it('lets one pod of several be missing, and one that does not run anyhow, whenever it runs', () => {
  expect(budgetsAfter(deployment('web', 'a:1', {}, { replicas: 2 }))).toEqual([
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web', namespace: 'web' },
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    },
  ])
})

it('leaves alone what runs once: its only pod would be kept, or not, whatever the budget says', () => {
  expect(budgetsAfter(deployment('web', 'a:1'))).toEqual([])
})

it('keeps the budget of an author, whatever its name', () => {
  const own = budget('careful', 'web')
  expect(budgetsAfter(deployment('web', 'a:1', {}, { replicas: 3 }), own)).toEqual([own])
})

it('overwrites no budget that has the name and is for other pods', () => {
  const other = budget('web', 'other')
  expect(budgetsAfter(deployment('web', 'a:1', {}, { replicas: 3 }), other)).toEqual([other])
})
