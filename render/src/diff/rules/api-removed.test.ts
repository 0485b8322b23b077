import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { named, yaml } from '../testing/objects.ts'

const rule = (before: object, after: object, kubernetesMinor = '1.36') =>
  findingsOf('api-removed', yaml(before), yaml(after), { kubernetesMinor })
const job = (version: string) => named(version, 'CronJob', 'a')

describe('api-removed', () => {
  it('reports a version that the target does not serve', () => {
    expect(rule(job('batch/v1'), job('batch/v1beta1'))).toMatchObject([
      {
        severity: 'error',
        message: 'batch/v1beta1 CronJob is served up to Kubernetes 1.24; the target is 1.36.',
        remedy: 'Use batch/v1.',
      },
    ])
  })

  it('says nothing for an older target, a version that is served, or one that did not change', () => {
    expect(rule(job('batch/v1'), job('batch/v1beta1'), '1.24')).toEqual([])
    expect(rule(job('batch/v1beta1'), job('batch/v1'))).toEqual([])
    expect(rule(job('batch/v1beta1'), { ...job('batch/v1beta1'), spec: { suspend: true } })).toEqual([])
  })
})
