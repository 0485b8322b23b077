import { defineRule } from '@ainur/constructs/finding'
import { objectRef } from '../../model/object-ref.ts'
import type { Check } from '../../model/rendering.ts'
import { specOf } from '../../model/shape.ts'

const jobDeletedWhenDone = defineRule('job-deleted-when-done', 'error', {
  title: 'a Job of the tree has `ttlSecondsAfterFinished`',
  why: 'Kubernetes deletes the Job so long after it has finished; Argo CD finds it missing, makes it again, and it runs again, for ever.',
  remedy: 'Remove ttlSecondsAfterFinished; for work that is to be repeated, write a CronJob.',
})

/** Jobs that Kubernetes deletes and Argo CD makes anew. A hook is made anew at each sync anyway, and not missed. */
export const finishedJobsCheck: Check = {
  rules: [jobDeletedWhenDone],
  run({ objects }) {
    return objects.flatMap(({ object }) => {
      const { kind, apiVersion, metadata } = object
      const seconds = specOf(object).ttlSecondsAfterFinished
      const isHook = metadata.annotations?.['argocd.argoproj.io/hook'] !== undefined
      if (kind !== 'Job' || apiVersion !== 'batch/v1' || typeof seconds !== 'number' || isHook) return []
      const message = `Kubernetes deletes it ${seconds} s after it has finished, and Argo CD makes and runs it again`
      return [jobDeletedWhenDone.finding(objectRef(object), 'spec.ttlSecondsAfterFinished', message)]
    })
  },
}
