import type { KubeObject } from '../../model/rendered-object.ts'
import { isRecord } from '../is-record.ts'
import type { Problem } from '../validate/problem.ts'
import { breach, fieldsOf, itemsOf } from './breach.ts'
import { podRules } from './pod-rules.ts'

type Json = Record<string, unknown>

const keepsRunning = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'])

const schedulePattern = /^\s*(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|@every \S+|(\S+\s+){4}\S+)\s*$/

/** What the API server refuses in a workload's own fields and in its pods. Nothing for other kinds. */
export function workloadRules({ apiVersion, kind, spec }: KubeObject): Problem[] {
  const fields = fieldsOf(spec)
  if (apiVersion === 'v1' && kind === 'Pod') return podRules(fields, ['spec'])
  if (apiVersion === 'batch/v1' && kind === 'Job') return jobRules(fields, ['spec'])
  if (apiVersion === 'batch/v1' && kind === 'CronJob') {
    const jobSpec = fieldsOf(fieldsOf(fields.jobTemplate).spec)
    return [...scheduleRules(fields.schedule), ...jobRules(jobSpec, ['spec', 'jobTemplate', 'spec'])]
  }
  if (apiVersion !== 'apps/v1' || !keepsRunning.has(kind)) return []
  const template = fieldsOf(fields.template)
  const podSpec = fieldsOf(template.spec)
  const claims = itemsOf(fields.volumeClaimTemplates).flatMap(([, claim]) => {
    const { name } = fieldsOf(claim.metadata)
    return typeof name === 'string' ? name : []
  })
  return [
    ...selectorRules(fields.selector),
    ...restartRules(podSpec, ['spec', 'template', 'spec'], ['Always'], kind, true),
    ...podRules(podSpec, ['spec', 'template', 'spec'], claims),
  ]
}

function jobRules(job: Json, path: readonly string[]): Problem[] {
  const podSpec = fieldsOf(fieldsOf(job.template).spec)
  const at = [...path, 'template', 'spec']
  return [...restartRules(podSpec, at, ['OnFailure', 'Never'], 'Job', false), ...podRules(podSpec, at)]
}

function restartRules(
  podSpec: Json,
  at: readonly string[],
  allowed: readonly string[],
  kind: string,
  optional: boolean,
): Problem[] {
  const policy = podSpec.restartPolicy
  if (policy === undefined ? optional : typeof policy !== 'string' || allowed.includes(policy)) return []
  const given = policy === undefined ? 'restartPolicy is missing, which means Always' : JSON.stringify(policy)
  const words = allowed.map((word) => `"${word}"`).join(' or ')
  const message = `${given}: only ${words} is allowed in a ${kind}`
  return [breach('schema-restart-policy', [...at, 'restartPolicy'], message, `set it to ${words}`)]
}

/** Whether the selector fits the template is the part of the check `selectors`, which sees the other workloads too. */
function selectorRules(selector: unknown): Problem[] {
  if (!isRecord(selector)) return []
  const labels = Object.keys(fieldsOf(selector.matchLabels)).length
  if (labels > 0 || itemsOf(selector.matchExpressions).length > 0) return []
  const message = 'the selector is empty: at least one label is required'
  return [breach('schema-selector', ['spec', 'selector'], message, 'select the labels of the pod template')]
}

function scheduleRules(schedule: unknown): Problem[] {
  if (typeof schedule !== 'string' || (schedulePattern.test(schedule) && !/TZ=/.test(schedule))) return []
  const message = `"${schedule}": only five cron fields or a word such as "@daily" are allowed`
  return [breach('schema-schedule', ['spec', 'schedule'], message, 'correct it; a time zone goes into timeZone')]
}
