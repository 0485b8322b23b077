import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../model/rendered-object.ts'
import { deployment, testRendering } from '../pods/testing/test-rendering.ts'
import { drainBudgetsCheck } from './drain-budgets.ts'

function found(budget: object, replicas = 1, ...others: KubeObject[]) {
  const selector = { matchLabels: { 'app.kubernetes.io/name': 'web' } }
  const object = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: 'web' },
    spec: { selector, ...budget },
  }
  const rendering = testRendering({ objects: [object, deployment('web', 'web:1', {}, { replicas }), ...others] })
  return drainBudgetsCheck.run(rendering).map(({ rule, severity, path }) => `${severity} ${rule} ${path}`)
}

const autoscaler = (name: string): KubeObject => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name, namespace: 'web' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, maxReplicas: 3 },
})

describe('drain-blocked', () => {
  const least = ['warning drain-blocked spec.minAvailable']
  const most = ['warning drain-blocked spec.maxUnavailable']

  it('fires where all pods have to be there', () => {
    expect(found({ minAvailable: 1 })).toEqual(least)
    expect(found({ minAvailable: '100%' }, 3)).toEqual(least)
    // Kubernetes rounds up.
    expect(found({ minAvailable: '34%' }, 1)).toEqual(least)
    expect(found({ maxUnavailable: 0 }, 3)).toEqual(most)
    expect(found({ maxUnavailable: '0%' }, 3)).toEqual(most)
  })

  it('accepts a budget that one pod at least may be missing from', () => {
    expect(found({ minAvailable: 1 }, 2)).toEqual([])
    expect(found({ minAvailable: '50%' }, 2)).toEqual([])
    expect(found({ maxUnavailable: 1 })).toEqual([])
    expect(found({ maxUnavailable: '10%' })).toEqual([])
    expect(found({ minAvailable: 0 })).toEqual([])
  })

  it('says nothing of pods that it cannot count', () => {
    expect(found({ minAvailable: 1 }, 0)).toEqual([])
    expect(found({ minAvailable: 1, selector: { matchLabels: { a: 'b' } } })).toEqual([])
    expect(found({ minAvailable: 1 }, 1, autoscaler('web'))).toEqual([])
    expect(found({ minAvailable: 1 }, 1, autoscaler('other'))).toEqual(least)
  })

  it('does not count pods that a drain leaves alone, or waits for anyway', () => {
    const selector = { matchLabels: { 'app.kubernetes.io/name': 'agent' } }
    const agent = { ...deployment('agent', 'web:1'), kind: 'DaemonSet' }
    expect(found({ minAvailable: 1, selector }, 1, agent)).toEqual([])
  })
})
