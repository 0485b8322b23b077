import type { Problem } from '@ainur/constructs/finding'
import { asMap, numberedMaps } from '../../model/shape.ts'
import type { Path } from '../../text/format-path.ts'
import { serverRule } from '../schema-rules.ts'
import { labelValue } from '../validate/syntax.ts'
import { breach } from './breach.ts'

/** What the API server refuses in a label selector. Its matchLabels are the schema's part. */
export function selectorRules(selector: unknown, at: Path): Problem[] {
  return expressionRules(asMap(selector).matchExpressions, [...at, 'matchExpressions'], false)
}

/** What the API server refuses in the expressions of a selector; those about nodes may compare numbers too. */
export function expressionRules(expressions: unknown, at: Path, aboutNodes: boolean): Problem[] {
  return numberedMaps(expressions).flatMap(([index, { operator, values }]) => {
    const given: readonly unknown[] = Array.isArray(values) ? values : []
    const place = [...at, index, 'values']
    const report = (message: string, remedy: string) => [breach(serverRule.expression, place, message, remedy)]
    if (operator === 'In' || operator === 'NotIn') {
      if (given.length === 0) return report(`no value: the operator "${operator}" needs one`, 'add a value')
      const bad = given.find((value) => typeof value === 'string' && labelValue(value))
      if (bad !== undefined) return report(`"${bad}": only ${labelValue(String(bad))} is allowed`, 'correct it')
    }
    if ((operator === 'Exists' || operator === 'DoesNotExist') && given.length > 0) {
      return report(
        `${given.join(', ')}: with the operator "${operator}" no value is allowed`,
        'use "In", or drop them',
      )
    }
    if (operator !== 'Gt' && operator !== 'Lt') return []
    if (!aboutNodes) {
      const message = `"${operator}": only "In", "NotIn", "Exists" or "DoesNotExist" is allowed`
      return [breach(serverRule.expression, [...at, index, 'operator'], message, 'correct it')]
    }
    return given.length === 1 ? [] : report(`${given.length} values: the operator "${operator}" needs one`, 'write one')
  })
}
