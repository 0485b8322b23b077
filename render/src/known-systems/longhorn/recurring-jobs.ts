import { defineRule } from '@ainur/constructs/finding'
import { groupOf } from '../../model/group-of.ts'
import { objectRef } from '../../model/object-ref.ts'
import type { Check } from '../../model/rendering.ts'
import { asText, specOf } from '../../model/shape.ts'
import { scheduleProblem } from '../../schema/server-rules/cron-schedule.ts'

const badSchedule = defineRule('longhorn-recurring-job-schedule', 'error', {
  title: 'the schedule of a RecurringJob of Longhorn is none',
  why: 'Its admission webhook refuses the job, so the whole app never syncs; before there is a webhook the job never runs.',
  remedy: 'Write five cron fields, such as "0 3 * * *", or a word such as "@daily".',
})

/** Schedules of recurring jobs, which are read by the same parser as those of Kubernetes' CronJobs. */
export const recurringJobsCheck: Check = {
  rules: [badSchedule],
  run({ objects }) {
    return objects.flatMap(({ object }) => {
      if (groupOf(object.apiVersion) !== 'longhorn.io' || object.kind !== 'RecurringJob') return []
      const cron = asText(specOf(object).cron)
      if (cron === undefined) return []
      const problem = scheduleProblem(cron)
      return problem ? [badSchedule.finding(objectRef(object), 'spec.cron', `"${cron}" was given: ${problem}`)] : []
    })
  },
}
