import type { Problem } from '@ainur/constructs/finding'
import type { Schema } from '../schema.ts'
import { schemaRule } from '../schema-rules.ts'
import { validateValue } from './validate-value.ts'
import { report, type Walk } from './walk.ts'

/** Checks allOf, anyOf, oneOf and not. Inside them a structural schema only judges values; it declares no fields. */
export function validateAlternatives(value: unknown, schema: Schema, walk: Walk): void {
  for (const part of schema.allOf ?? []) walk.problems.push(...problemsWith(value, part, walk))
  if (schema.anyOf && !schema.anyOf.some((branch) => problemsWith(value, branch, walk).length === 0)) {
    reportNone(value, schema.anyOf, walk)
  }
  if (schema.oneOf) {
    const fitting = schema.oneOf.filter((branch) => problemsWith(value, branch, walk).length === 0).length
    if (fitting === 0) reportNone(value, schema.oneOf, walk)
    if (fitting > 1) {
      const message = `it fits ${fitting} of the ${schema.oneOf.length} alternatives: only exactly one is allowed`
      report(walk, schemaRule.alternative, message, 'leave out what belongs to the others')
    }
  }
  if (schema.not && problemsWith(value, schema.not, walk).length === 0) {
    report(walk, schemaRule.alternative, 'it has a form that the schema forbids', 'see the description of the field')
  }
}

function reportNone(value: unknown, branches: readonly Schema[], walk: Walk): void {
  const attempts = branches.map((branch) => problemsWith(value, branch, walk))
  const nearest = attempts.reduce((best, attempt) => (attempt.length < best.length ? attempt : best))
  const hint = nearest[0] ? `; the nearest fails at ${nearest[0].path}: ${nearest[0].message}` : ''
  const message = `it fits none of the ${branches.length} alternatives${hint}`
  report(walk, schemaRule.alternative, message, nearest[0]?.remedy ?? 'see the description of the field')
}

function problemsWith(value: unknown, schema: Schema, walk: Walk): Problem[] {
  const problems: Problem[] = []
  validateValue(value, schema, { ...walk, problems, valuesOnly: true })
  return problems
}
