import { describe, expect, it } from 'vitest'
import { testRendering } from '../../pods/testing/test-rendering.ts'
import { hooksCheck } from './hooks.ts'

function run(annotations: Record<string, string>) {
  const object = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'a', namespace: 'web', annotations } }
  return hooksCheck.run(testRendering({ objects: [object] })).map(({ rule, severity }) => `${severity} ${rule}`)
}

describe('hooksCheck', () => {
  it.each([
    [{ 'helm.sh/hook': 'pre-upgrade' }, ['error helm-hook']],
    [{ 'argocd.argoproj.io/hook': 'PreSync' }, ['warning argo-cd-hook']],
    [{ 'argocd.argoproj.io/hook': 'Skip' }, []],
    [{ 'helm.sh/resource-policy': 'keep', 'argocd.argoproj.io/sync-wave': '1' }, []],
  ])('%j: %j', (annotations, expected) => {
    expect(run(annotations as Record<string, string>)).toEqual(expected)
  })
})
