import type { Problem } from '@ainur/constructs/finding'
import { isRecord } from '@ainur/constructs/is-record'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asMap, type Fields, numberedMaps } from '../../model/shape.ts'
import type { Path } from '../../text/format-path.ts'
import { serverRule } from '../schema-rules.ts'
import { breach } from './breach.ts'
import { scheduleProblem } from './cron-schedule.ts'
import { podRules } from './pod-rules.ts'
import { selectorRules } from './selector-rules.ts'
import { claimRules } from './storage-rules.ts'
import { strategyRules } from './strategy-rules.ts'

const keepsRunning = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'])

/** What the API server refuses in a workload's own fields and in its pods. Nothing for other kinds. */
export function workloadRules({ apiVersion, kind, spec }: KubeObject): Problem[] {
  const fields = asMap(spec)
  if (apiVersion === 'v1' && kind === 'Pod') return podRules(fields, ['spec'])
  if (apiVersion === 'batch/v1' && kind === 'Job') return jobRules(fields, ['spec'])
  if (apiVersion === 'batch/v1' && kind === 'CronJob') {
    const jobSpec = asMap(asMap(fields.jobTemplate).spec)
    return [...scheduleRules(fields), ...jobRules(jobSpec, ['spec', 'jobTemplate', 'spec'])]
  }
  if (apiVersion !== 'apps/v1' || !keepsRunning.has(kind)) return []
  const template = asMap(fields.template)
  const podSpec = asMap(template.spec)
  const claims = numberedMaps(fields.volumeClaimTemplates)
  const names = claims.flatMap(([, claim]) => {
    const { name } = asMap(claim.metadata)
    return typeof name === 'string' ? name : []
  })
  return [
    ...emptySelector(fields.selector),
    ...selectorRules(fields.selector, ['spec', 'selector']),
    ...strategyRules(kind, fields),
    ...claims.flatMap(([index, claim]) =>
      claimRules(asMap(claim.spec), ['spec', 'volumeClaimTemplates', index, 'spec']),
    ),
    ...restartRules(podSpec, ['spec', 'template', 'spec'], ['Always'], kind, true),
    ...deadlineRules(podSpec, kind),
    ...podRules(podSpec, ['spec', 'template', 'spec'], names),
  ]
}

function jobRules(job: Fields, path: Path): Problem[] {
  const podSpec = asMap(asMap(job.template).spec)
  const at = [...path, 'template', 'spec']
  const problems = [...restartRules(podSpec, at, ['OnFailure', 'Never'], 'Job', false), ...podRules(podSpec, at)]
  // With neither, both are 1.
  if (job.completionMode === 'Indexed' && job.completions === undefined && job.parallelism !== undefined) {
    const message = '"completions" is missing: a Job that numbers its pods says how many'
    problems.push(breach(serverRule.job, [...path, 'completions'], message, 'add the number'))
  }
  if (job.podFailurePolicy !== undefined && podSpec.restartPolicy === 'OnFailure') {
    const message = '"OnFailure": with podFailurePolicy only "Never" is allowed'
    problems.push(breach(serverRule.restartPolicy, [...at, 'restartPolicy'], message, 'set it to "Never"'))
  }
  if (job.selector !== undefined && job.manualSelector !== true) {
    const message = 'a Job selects its pods by itself; a selector of yours never fits'
    problems.push(breach(serverRule.selector, [...path, 'selector'], message, 'leave it out'))
  }
  return problems
}

function restartRules(
  podSpec: Fields,
  at: Path,
  allowed: readonly string[],
  kind: string,
  optional: boolean,
): Problem[] {
  const policy = podSpec.restartPolicy
  if (policy === undefined ? optional : typeof policy !== 'string' || allowed.includes(policy)) return []
  const given = policy === undefined ? 'restartPolicy is missing, which means Always' : JSON.stringify(policy)
  const words = allowed.map((word) => `"${word}"`).join(' or ')
  const message = `${given}: only ${words} is allowed in a ${kind}`
  return [breach(serverRule.restartPolicy, [...at, 'restartPolicy'], message, `set it to ${words}`)]
}

function deadlineRules({ activeDeadlineSeconds }: Fields, kind: string): Problem[] {
  if (activeDeadlineSeconds === undefined) return []
  const message = `${activeDeadlineSeconds}: pods of a ${kind} run without end`
  const at = ['spec', 'template', 'spec', 'activeDeadlineSeconds']
  return [breach(serverRule.restartPolicy, at, message, 'leave it out, or use a Job')]
}

/** Only that it is not empty: the check `selectors` compares it with the pods of all workloads. */
function emptySelector(selector: unknown): Problem[] {
  if (!isRecord(selector)) return []
  const labels = Object.keys(asMap(selector.matchLabels)).length
  if (labels > 0 || numberedMaps(selector.matchExpressions).length > 0) return []
  const message = 'the selector is empty: at least one label is required'
  return [breach(serverRule.selector, ['spec', 'selector'], message, 'select the labels of the pod template')]
}

function scheduleRules({ schedule, timeZone }: Fields): Problem[] {
  const problems: Problem[] = []
  const wrong = typeof schedule === 'string' ? scheduleProblem(schedule) : undefined
  if (wrong) problems.push(breach(serverRule.schedule, ['spec', 'schedule'], `"${schedule}": ${wrong}`, 'correct it'))
  if (typeof timeZone === 'string' && !isTimeZone(timeZone)) {
    const message = `"${timeZone}": only a name of the time zone database is allowed`
    problems.push(breach(serverRule.schedule, ['spec', 'timeZone'], message, 'write it like "Europe/Berlin"'))
  }
  return problems
}

/** The API server finds zones by their file's name: their case counts, and offsets have none. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Z][A-Za-z0-9+_-]*(\/[A-Z][A-Za-z0-9+_-]*)*$/.test(name) || name === 'Local') return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
