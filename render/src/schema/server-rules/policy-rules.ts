import type { Problem } from '@ainur/constructs/finding'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asMap, type Fields, numberedMaps } from '../../model/shape.ts'
import { serverRule } from '../schema-rules.ts'
import { breach, presentOf } from './breach.ts'
import { selectorRules } from './selector-rules.ts'

/** Higher priorities are the system's own. */
const highestPriority = 1_000_000_000

/** What the API server refuses in a HorizontalPodAutoscaler. */
export function autoscalerRules({ minReplicas, maxReplicas }: Fields): Problem[] {
  const report = (field: string, message: string) => [
    breach(serverRule.autoscaler, ['spec', field], message, 'correct it'),
  ]
  if (typeof minReplicas === 'number' && minReplicas < 1) {
    return report('minReplicas', `${minReplicas}: only 1 or more is allowed`)
  }
  if (typeof maxReplicas !== 'number') return []
  if (maxReplicas < 1) return report('maxReplicas', `${maxReplicas}: only 1 or more is allowed`)
  const least = typeof minReplicas === 'number' ? minReplicas : 1
  return maxReplicas < least
    ? report('maxReplicas', `${maxReplicas}: only minReplicas, ${least}, or more is allowed`)
    : []
}

/** What the API server refuses in a PodDisruptionBudget. */
export function budgetRules(spec: Fields): Problem[] {
  const given = presentOf(spec, ['minAvailable', 'maxUnavailable'])
  const problems = selectorRules(spec.selector, ['spec', 'selector'])
  if (given.length > 1) {
    const message = 'minAvailable and maxUnavailable: only one of them is allowed'
    problems.push(breach(serverRule.budget, ['spec'], message, 'keep one of them'))
  }
  for (const field of given) {
    const value = spec[field]
    const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value) : undefined
    const fits =
      typeof value === 'number' ? value >= 0 : typeof value !== 'string' || (percent && Number(percent[1]) <= 100)
    if (fits) continue
    const message = `${JSON.stringify(value)}: only a number of pods or a percentage up to "100%" is allowed`
    problems.push(breach(serverRule.budget, ['spec', field], message, 'write 1 or "50%"'))
  }
  return problems
}

/** What the API server refuses in a PriorityClass. */
export function priorityRules({ metadata, value }: KubeObject): Problem[] {
  const name = metadata?.name
  if (name === 'system-cluster-critical' || name === 'system-node-critical') return []
  if (typeof name === 'string' && name.startsWith('system-')) {
    const message = `"${name}": names that start with "system-" are Kubernetes' own`
    return [breach(serverRule.priority, ['metadata', 'name'], message, 'rename it')]
  }
  if (typeof value !== 'number' || value <= highestPriority) return []
  return [breach(serverRule.priority, ['value'], `${value}: only up to ${highestPriority} is allowed`, 'lower it')]
}

/** What the API server refuses in the webhooks of a configuration. */
export function webhookRules({ webhooks }: KubeObject): Problem[] {
  return numberedMaps(webhooks).flatMap(([index, { name, clientConfig, timeoutSeconds }]) => {
    const at = ['webhooks', index]
    const problems: Problem[] = []
    if (typeof name === 'string' && name.split('.').length < 3) {
      const message = `"${name}": only a name of three parts or more, with dots between, is allowed`
      problems.push(breach(serverRule.webhook, [...at, 'name'], message, 'write it like "check.web.example.org"'))
    }
    const targets = presentOf(asMap(clientConfig), ['url', 'service'])
    if (clientConfig !== undefined && targets.length !== 1) {
      const message = `${targets.join(' and ') || 'nobody to ask'}: exactly one of url or service is allowed`
      problems.push(breach(serverRule.webhook, [...at, 'clientConfig'], message, 'keep or add one of them'))
    }
    if (typeof timeoutSeconds === 'number' && (timeoutSeconds < 1 || timeoutSeconds > 30)) {
      const message = `${timeoutSeconds}: only 1 to 30 is allowed`
      problems.push(breach(serverRule.webhook, [...at, 'timeoutSeconds'], message, 'correct it'))
    }
    return problems
  })
}
