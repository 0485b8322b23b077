import type { Schema } from '../schema.ts'
import { schemaRule } from '../schema-rules.ts'
import { formats } from './formats.ts'
import { compilePattern } from './pattern.ts'
import { report, show, type Walk } from './walk.ts'

/** Checks format, pattern, length and range of a string, number or boolean whose type fits. */
export function validateScalar(value: unknown, schema: Schema, walk: Walk): void {
  const format = schema.format ? formats[schema.format] : undefined
  const wanted = format?.(value)
  if (wanted) report(walk, schemaRule.format, `${show(walk, value)}: only ${wanted} is allowed`, 'correct the value')
  if (typeof value === 'string') validateString(value, schema, walk)
  else if (typeof value === 'number') validateNumber(value, schema, walk)
}

function validateString(value: string, schema: Schema, walk: Walk): void {
  const { pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema
  if (pattern !== undefined && compilePattern(pattern)?.test(value) === false) {
    report(
      walk,
      schemaRule.pattern,
      `${show(walk, value)}: only what matches ${pattern} is allowed`,
      'correct the value',
    )
  }
  if (minLength === 0 && maxLength === Number.POSITIVE_INFINITY) return
  const length = [...value].length
  if (length < minLength || length > maxLength) {
    const allowed = length < minLength ? `at least ${minLength}` : `at most ${maxLength}`
    const message = `${show(walk, value)}: ${length} characters, only ${allowed} are allowed`
    report(walk, schemaRule.length, message, length < minLength ? 'lengthen it' : 'shorten it')
  }
}

function validateNumber(value: number, schema: Schema, walk: Walk): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
  const tooLow = minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum)
  const tooHigh = maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum)
  if (tooLow || tooHigh) {
    const low = minimum === undefined ? '' : `${exclusiveMinimum ? 'more than' : 'at least'} ${minimum}`
    const high = maximum === undefined ? '' : `${exclusiveMaximum ? 'less than' : 'at most'} ${maximum}`
    const allowed = [low, high].filter(Boolean).join(' and ')
    report(walk, schemaRule.range, `${value}: only ${allowed} is allowed`, 'correct the value')
  }
  if (multipleOf !== undefined && value % multipleOf !== 0) {
    report(walk, schemaRule.range, `${value}: only multiples of ${multipleOf} are allowed`, 'correct the value')
  }
}
