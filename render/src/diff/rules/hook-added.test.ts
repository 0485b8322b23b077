import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { named, yaml } from '../testing/objects.ts'

const map = (annotations: object) => named('v1', 'ConfigMap', 'a', {}, { annotations })
const rule = (before: object, after: object) => findingsOf('hook-added', yaml(map(before)), yaml(map(after)))

describe('hook-added', () => {
  it('reports a Helm hook on a plain object, and when Argo CD runs it', () => {
    expect(rule({}, { 'helm.sh/hook': 'pre-install,pre-upgrade' })).toMatchObject([
      {
        path: 'metadata.annotations["helm.sh/hook"]',
        message:
          'The ConfigMap is a hook now (pre-install, pre-upgrade): it is applied before every sync, deleted and made again each time, and neither healed nor pruned in between.',
      },
    ])
  })

  it('reports a hook of Argo CD on a new Job', () => {
    const job = named('batch/v1', 'Job', 'a', {}, { annotations: { 'argocd.argoproj.io/hook': 'PostSync' } })
    expect(findingsOf('hook-added', yaml(map({})), yaml(map({}), job))).toHaveLength(1)
  })

  it('says nothing about a hook that was there before, or annotations that are none', () => {
    expect(rule({ 'helm.sh/hook': 'post-install' }, { 'helm.sh/hook': 'post-install', x: 'y' })).toEqual([])
    expect(rule({}, { 'helm.sh/hook-weight': '5', 'helm.sh/resource-policy': 'keep' })).toEqual([])
  })
})
