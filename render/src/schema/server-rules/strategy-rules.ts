import type { Problem } from '@ainur/constructs/finding'
import { asMap, type Fields } from '../../model/shape.ts'
import type { Path } from '../../text/format-path.ts'
import { serverRule } from '../schema-rules.ts'
import { breach, presentOf } from './breach.ts'

/** How many pods more or fewer a kind's rolling update takes, where nothing is said. */
const defaults: Readonly<Record<string, { readonly maxUnavailable: unknown; readonly maxSurge: unknown }>> = {
  Deployment: { maxUnavailable: '25%', maxSurge: '25%' },
  DaemonSet: { maxUnavailable: 1, maxSurge: 0 },
}

/** What the API server refuses in how a workload replaces its pods. */
export function strategyRules(kind: string, spec: Fields): Problem[] {
  const field = kind === 'Deployment' ? 'strategy' : 'updateStrategy'
  const { type = 'RollingUpdate', rollingUpdate } = asMap(spec[field])
  const at = ['spec', field, 'rollingUpdate']
  const problems = deadlineRules(kind, spec)
  if (rollingUpdate === undefined || rollingUpdate === null) return problems
  // A DaemonSet that waits for its pods to be deleted may keep the settings.
  if (type !== 'RollingUpdate') {
    if (kind === 'DaemonSet') return problems
    const message = `rollingUpdate: the type "${type}" does not have it`
    return [...problems, breach(serverRule.strategy, at, message, 'leave one of them out')]
  }
  const given = asMap(rollingUpdate)
  problems.push(
    ...presentOf(given, ['maxUnavailable', 'maxSurge']).flatMap((name) => amountRules(given[name], [...at, name])),
  )
  const usual = defaults[kind]
  if (!usual || problems.length > 0) return problems
  const [unavailable, surge] = [given.maxUnavailable ?? usual.maxUnavailable, given.maxSurge ?? usual.maxSurge]
  if (isNone(unavailable) && isNone(surge)) {
    const message = '0, and maxSurge is 0 too: no pod could ever be replaced'
    return [breach(serverRule.strategy, [...at, 'maxUnavailable'], message, 'allow one more or one fewer')]
  }
  if (kind !== 'DaemonSet' || isNone(unavailable) || isNone(surge)) return problems
  const message = `${surge}, and maxUnavailable is ${unavailable}: a DaemonSet has one of them`
  return [breach(serverRule.strategy, [...at, 'maxSurge'], message, 'set maxUnavailable to 0')]
}

function amountRules(value: unknown, at: Path): Problem[] {
  if (typeof value === 'number' ? value >= 0 : typeof value !== 'string' || /^\d+%$/.test(value)) return []
  const message = `${JSON.stringify(value)}: only a number of pods or a percentage is allowed`
  return [breach(serverRule.strategy, at, message, 'write 1 or "25%"')]
}

function isNone(value: unknown): boolean {
  return value === 0 || value === '0%'
}

function deadlineRules(kind: string, { progressDeadlineSeconds = 600, minReadySeconds = 0 }: Fields): Problem[] {
  if (kind !== 'Deployment' || Number(progressDeadlineSeconds) > Number(minReadySeconds)) return []
  const message = `${progressDeadlineSeconds}: only more than minReadySeconds, ${minReadySeconds}, is allowed`
  return [breach(serverRule.strategy, ['spec', 'progressDeadlineSeconds'], message, 'raise it')]
}
