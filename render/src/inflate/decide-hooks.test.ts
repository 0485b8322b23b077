import { describe, expect, it } from 'vitest'
import { decideHooks } from './decide-hooks.ts'

const job = (annotations?: Record<string, string>) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'a', ...(annotations ? { annotations } : {}) },
})

describe('decideHooks', () => {
  it.each([
    ['pre-install,pre-upgrade', 'PreSync'],
    ['post-install, pre-upgrade', 'PostSync,PreSync'],
    ['pre-delete', 'PreDelete'],
    ['post-delete,post-rollback', 'PostDelete'],
  ])('runs %s in the phase that Argo CD gives it', (hook, phase) => {
    expect(decideHooks([job({ 'helm.sh/hook': hook })], 'argo-cd')).toEqual({
      objects: [job({ 'argocd.argoproj.io/hook': phase })],
      problems: [],
    })
  })

  it('lets what the chart itself tells Argo CD win', () => {
    const hook = job({ 'helm.sh/hook': 'pre-install', 'helm.sh/hook-weight': '3', 'argocd.argoproj.io/sync-wave': '7' })
    expect(decideHooks([hook], 'argo-cd').objects).toEqual([
      job({ 'argocd.argoproj.io/hook': 'PreSync', 'argocd.argoproj.io/sync-wave': '7' }),
    ])
  })

  it.each(['test', 'test-success', 'pre-rollback', 'unheard-of'])('leaves %s out, which nothing here runs', (hook) => {
    expect(decideHooks([job({ 'helm.sh/hook': hook })], undefined)).toEqual({ objects: [], problems: [] })
  })

  it('takes crd-install and plain objects as they are', () => {
    const plain = job({ 'helm.sh/resource-policy': 'keep' })
    expect(decideHooks([plain, job({ 'helm.sh/hook': 'crd-install' })], undefined).objects).toEqual([plain, job()])
  })

  it('names a rollback hook as decided about, if the release does', () => {
    expect(decideHooks([job({ 'helm.sh/hook': 'post-rollback' })], { 'Job/a': 'leave-out' }).problems).toEqual([])
  })
})
