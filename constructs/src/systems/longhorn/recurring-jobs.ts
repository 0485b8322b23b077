import { ApiObject } from 'cdk8s'
import type { App } from '../../app/app.ts'
import { isDnsLabel } from '../../cluster/names.ts'
import { formatPath } from '../../cluster/path.ts'
import { quote } from '../../cluster/problem.ts'
import { count, listOf, object, oneOf, optional, record, text } from '../../cluster/shapes.ts'
import { defineRule } from '../../finding/rule.ts'
import { commonLabels } from './names.ts'

/** What a job does. A `…-force-create` one makes a snapshot although nothing changed since the last. */
export const recurringTasks = [
  'snapshot',
  'snapshot-force-create',
  'snapshot-cleanup',
  'snapshot-delete',
  'backup',
  'backup-force-create',
  'filesystem-trim',
  'system-backup',
] as const

export type RecurringTask = (typeof recurringTasks)[number]

/** Something that Longhorn does with volumes again and again. */
export interface RecurringJob {
  readonly task: RecurringTask
  /** Five cron fields, in the time zone of the control plane, or a word such as `@daily`. */
  readonly cron: string
  /**
   * How many snapshots or backups are kept of each volume, 1 to 100; `snapshot-delete` may keep none. Tasks that make
   * nothing to keep take no number.
   * @default 1
   */
  readonly retain?: number
  /**
   * Groups of volumes. `default` holds every volume that is in no other group and has no job of its own.
   * @default only volumes that name the job
   */
  readonly groups?: readonly string[]
  /** Volumes at a time, 1 or more. @default 1, because each takes a node's disk and network */
  readonly concurrency?: number
  /** Labels of what the job makes. @default none */
  readonly labels?: Readonly<Record<string, string>>
}

export const recurringJobsShape = record(
  object({
    task: oneOf(...recurringTasks),
    cron: text,
    retain: optional(count),
    groups: optional(listOf(text)),
    concurrency: optional(count),
    labels: optional(record(text)),
  }),
)

export const recurringJobInvalid = defineRule('longhorn-recurring-job-invalid', 'error', {
  title: 'Longhorn would refuse a recurring job, or the job could do nothing',
  why: 'Snapshots and backups that somebody relies on would not be made.',
  remedy: 'Write what the message says is allowed.',
})

/** Tasks that need a backup target. */
const needTarget: readonly RecurringTask[] = ['backup', 'backup-force-create', 'system-backup']

/** Tasks that make nothing, so that there is nothing to keep. */
const makeNothing: readonly RecurringTask[] = ['snapshot-cleanup', 'filesystem-trim']

/** The upper bound of Longhorn's setting `recurring-job-max-retention` at its default. */
const mostRetained = 100

/**
 * Adds a RecurringJob for each, with every field that Longhorn would fill in: Argo CD would take those for drift.
 *
 * @see https://github.com/longhorn/longhorn-manager/blob/v1.12.1/webhook/resources/recurringjob/mutator.go
 */
export function addRecurringJobs(
  app: App,
  jobs: Readonly<Record<string, RecurringJob>>,
  { hasTarget, maxRetention = mostRetained }: { readonly hasTarget: boolean; readonly maxRetention?: number },
): void {
  for (const [name, job] of Object.entries(jobs)) {
    judge(app, name, job, hasTarget, maxRetention)
    const { task, cron, groups = [], concurrency = 1, labels = {} } = job
    const retain = makeNothing.includes(task) ? 0 : (job.retain ?? 1)
    new ApiObject(app, `recurring-job-${name}`, {
      apiVersion: 'longhorn.io/v1beta2',
      kind: 'RecurringJob',
      metadata: { name, labels: commonLabels },
      spec: { name, task, cron, retain, concurrency, groups: [...groups], labels: { ...labels }, parameters: {} },
    })
  }
}

function judge(app: App, name: string, job: RecurringJob, hasTarget: boolean, maxRetention: number): void {
  const { task, retain, concurrency, groups = [] } = job
  const least = task === 'snapshot-delete' ? 0 : 1
  const refuse = (wrong: boolean, key: string, message: string, remedy: string) => {
    const path = formatPath(['recurringJobs', name, ...(key ? [key] : [])])
    if (wrong) app.report(recurringJobInvalid.problem(path, message, remedy))
  }
  refuse(
    !isDnsLabel(name) || name.length > 40,
    '',
    `${quote(name)} is not a name of a job; allowed are up to 40 of a-z, 0-9 and -, with a letter or digit at both ends`,
    'Write e.g. "nightly".',
  )
  refuse(
    retain !== undefined && !makeNothing.includes(task) && !isWhole(retain, least, maxRetention),
    'retain',
    `${quote(retain)} was given; it takes a whole number from ${least} to ${maxRetention}`,
    maxRetention < 250 ? 'Write such a number, or raise settings.recurring-job-max-retention.' : 'Write such a number.',
  )
  refuse(
    retain !== undefined && makeNothing.includes(task),
    'retain',
    `${quote(retain)} was given, but ${task} makes nothing that could be kept`,
    'Remove it.',
  )
  refuse(
    concurrency !== undefined && !isWhole(concurrency, 1, Number.MAX_SAFE_INTEGER),
    'concurrency',
    `${quote(concurrency)} was given; it takes a whole number of 1 or more`,
    'Write e.g. 1.',
  )
  refuse(
    needTarget.includes(task) && !hasTarget,
    'task',
    `${task} needs a place for backups, and backupTarget says none`,
    "Say it: backupTarget: { url: 'nfs://nas.example.org:/backups' }.",
  )
  refuse(
    task === 'system-backup' && groups.length > 0,
    'groups',
    `${quote(groups)} was given, but a backup of the system is of no volumes`,
    'Remove it.',
  )
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}
