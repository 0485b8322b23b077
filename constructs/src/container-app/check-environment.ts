import { formatPath } from '../cluster/path.ts'
import { quote } from '../cluster/problem.ts'
import type { Problem } from '../finding/rule.ts'
import type { EnvironmentValue } from './props.ts'
import { ruleWhen } from './rule-when.ts'
import { containerRules } from './rules.ts'

const invalid = ruleWhen(containerRules.environment)

export function environmentProblems(environment: Readonly<Record<string, EnvironmentValue>>): Problem[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    const at = formatPath(['environment', name])
    return [
      ...invalid(
        !/^[A-Za-z_][\w.-]*$/.test(name),
        at,
        `${quote(name)} is not the name of a variable; it takes letters, digits, _, - and ., and begins with a letter or _`,
        'Write it as the documentation of the image does.',
      ),
      ...invalid(
        !isValue(value),
        at,
        `${quote(value)} is not a value; it takes a text, a number, true or false, where a secret value comes from, or the Secret and key that hold it`,
        "Write e.g. 'UTC', { from: 'random', bytes: 16, encoding: 'hex' }, or { secret: 'mail', key: 'password' }.",
      ),
    ]
  })
}

function isValue(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return ['string', 'number', 'boolean'].includes(typeof value)
  const { from, secret, key } = value as Record<string, unknown>
  return typeof from === 'string' || (typeof secret === 'string' && typeof key === 'string')
}
