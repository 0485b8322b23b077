import { expect, it } from 'vitest'
import { testRendering } from '../../pods/testing/test-rendering.ts'
import { finishedJobsCheck } from './finished-jobs.ts'

const job = (spec: object, more: object = {}, metadata: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'migrate', namespace: 'web', ...metadata },
  spec,
  ...more,
})

it('finds a Job that would be made and run again for ever', () => {
  const findings = finishedJobsCheck.run(testRendering({ objects: [job({ ttlSecondsAfterFinished: 0 })] }))
  expect(findings).toMatchObject([
    {
      rule: 'job-deleted-when-done',
      path: 'spec.ttlSecondsAfterFinished',
      message: 'Kubernetes deletes it 0 s after it has finished, and Argo CD makes and runs it again',
    },
  ])
})

it.each([
  ['a Job that stays', job({})],
  ['the Jobs of a CronJob', job({ jobTemplate: { spec: { ttlSecondsAfterFinished: 60 } } }, { kind: 'CronJob' })],
  ['a hook', job({ ttlSecondsAfterFinished: 60 }, {}, { annotations: { 'argocd.argoproj.io/hook': 'Sync' } })],
])('leaves %s alone', (_, object) => {
  expect(finishedJobsCheck.run(testRendering({ objects: [object] }))).toEqual([])
})
