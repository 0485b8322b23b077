import type { AppOptions } from '@ainur/constructs'
import { describe, expect, it } from 'vitest'
import { deployment, TestApp, testRendering } from '../../pods/testing/test-rendering.ts'
import { autoscaledReplicasCheck } from './autoscaled-replicas.ts'

function run({
  target = {},
  spec = {},
  options = {},
}: {
  target?: object
  spec?: Record<string, unknown>
  options?: AppOptions
} = {}) {
  const autoscaler = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'scaler', namespace: 'web' },
    spec: { maxReplicas: 4, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', ...target } },
  }
  const objects = [autoscaler, deployment('web', 'a:1', {}, { replicas: 2, ...spec })]
  return autoscaledReplicasCheck.run(testRendering({ objects, apps: (tree) => new TestApp(tree, 'web', {}, options) }))
}

describe('autoscaledReplicasCheck', () => {
  it('finds a number of replicas that Argo CD would put back', () => {
    expect(run()).toMatchObject([
      {
        rule: 'hpa-fixed-replicas',
        severity: 'error',
        object: { kind: 'Deployment', name: 'web' },
        path: 'spec.replicas',
        message: 'HorizontalPodAutoscaler web/scaler scales it, and Argo CD puts back 2 within seconds',
      },
    ])
  })

  it('finds it in every version of a group', () => {
    expect(run({ target: { apiVersion: 'apps/v1beta2' } })).toHaveLength(1)
  })

  it('is content with a workload that says no number', () => {
    expect(run({ spec: { replicas: undefined } })).toEqual([])
  })

  it.each([
    ['another name', { name: 'other' }],
    ['another kind', { kind: 'StatefulSet' }],
    ['another group', { apiVersion: 'example.com/v1' }],
  ])('leaves alone a workload of %s', (_, target) => {
    expect(run({ target })).toEqual([])
  })

  it.each([{ jsonPointers: ['/spec/replicas'] }, { jqPathExpressions: ['.spec.replicas'] }])(
    'is content when the app has Argo CD ignore the number: %j',
    (ignored) => {
      const difference = { group: 'apps', kind: 'Deployment', ...ignored }
      expect(run({ options: { ignoreDifferences: [difference] } })).toEqual([])
      expect(run({ options: { ignoreDifferences: [{ ...difference, name: 'other' }] } })).toHaveLength(1)
    },
  )
})
