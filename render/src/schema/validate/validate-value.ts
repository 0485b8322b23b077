import { isRecord } from '@ainur/constructs/is-record'
import { nearestWord } from '../../text/nearest-word.ts'
import type { Schema } from '../schema.ts'
import { resolve } from '../schema.ts'
import { schemaRule } from '../schema-rules.ts'
import { validateAlternatives } from './alternatives.ts'
import { validateAnnotations, validateLabels } from './labels.ts'
import { validateList } from './list.ts'
import { alternatives } from './quote.ts'
import { validateScalar } from './scalar.ts'
import { report, show, type Walk } from './walk.ts'

/** Checks `value` and everything below it. */
export function validateValue(value: unknown, reference: Schema, walk: Walk): void {
  const schema = reference.$ref === undefined ? reference : resolve(reference, walk.kind.definitions)
  if (value === undefined) return
  if (value === null) validateNull(schema, walk)
  else if (!hasType(value, schema)) reportType(value, schema, walk)
  else {
    if (Array.isArray(value)) validateList(value, schema, walk)
    else if (isRecord(value)) validateFields(value, schema, walk)
    else validateScalar(value, schema, walk)
    if (schema.enum) validateEnum(value, schema.enum, walk)
    if (schema.allOf || schema.anyOf || schema.oneOf || schema.not) validateAlternatives(value, schema, walk)
  }
}

/** The API server reads null as "absent" where it decodes into Go structs, and refuses it in custom resources. */
function validateNull(schema: Schema, walk: Walk): void {
  if (schema.nullable || (schema['x-kubernetes-preserve-unknown-fields'] && schema.type === undefined)) return
  const severity = walk.kind.origin === 'core' ? 'warning' : 'error'
  report(walk, schemaRule.null, 'null: only a value or no field at all is allowed', 'leave the field out', { severity })
}

function hasType(value: unknown, schema: Schema): boolean {
  // JSON cannot write NaN and infinities.
  if (typeof value === 'number' && !Number.isFinite(value)) return false
  if (schema['x-kubernetes-int-or-string']) return typeof value === 'string' || Number.isInteger(value)
  switch (schema.type) {
    case undefined:
      return schema.format !== 'quantity' || typeof value === 'string' || typeof value === 'number'
    case 'object':
      return isRecord(value)
    case 'array':
      return Array.isArray(value)
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === schema.type
  }
}

const typeNames = {
  object: 'an object',
  array: 'a list',
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
}

function reportType(value: unknown, schema: Schema, walk: Walk): void {
  const allowed =
    schema.format === 'quantity'
      ? 'a quantity such as "250m", "512Mi" or 2'
      : schema['x-kubernetes-int-or-string'] || !schema.type
        ? 'an integer or a string'
        : typeNames[schema.type]
  const remedy = typeRemedy(value, schema.type) ?? `give ${allowed}`
  report(walk, schemaRule.type, `${show(walk, value)}: only ${allowed} is allowed`, remedy)
}

function typeRemedy(value: unknown, type: Schema['type']): string | undefined {
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return 'write it as a string, in quotes'
  }
  if (type === 'array') return 'put it into a list'
  if (typeof value !== 'string' || value === '') return undefined
  const unquoted = type === 'integer' || type === 'number' ? Number(value) : Number.NaN
  const isQuoted = type === 'boolean' ? value === 'true' || value === 'false' : Number.isFinite(unquoted)
  return isQuoted ? 'write it without quotes' : undefined
}

function validateEnum(value: unknown, allowed: readonly unknown[], walk: Walk): void {
  if (allowed.includes(value)) return
  // An empty string is what Go decodes an absent field into.
  if (value === '' && walk.kind.origin === 'core') return
  const meant = typeof value === 'string' ? nearestWord(value, allowed.map(String)) : undefined
  report(
    walk,
    schemaRule.enum,
    `${show(walk, value)}: only ${alternatives(allowed)} is allowed`,
    meant ? `did you mean ${JSON.stringify(meant)}?` : 'use one of the allowed values',
  )
}

/** The object's own metadata is left out: `validateObject` walks it by itself. */
function validateFields(value: Record<string, unknown>, schema: Schema, walk: Walk): void {
  if (schema.format === 'labels') validateLabels(value, walk)
  else if (schema.format === 'annotations') validateAnnotations(value, walk)
  const { properties, additionalProperties } = schema
  let count = 0
  for (const name in value) {
    if (value[name] === undefined) continue
    count += 1
    if (name === 'metadata' && walk.path.length === 0) continue
    const declared = properties && Object.hasOwn(properties, name) ? properties[name] : undefined
    const inner = declared ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined)
    if (inner) {
      walk.path.push(name)
      validateValue(value[name], inner, walk)
      walk.path.pop()
    } else if (!allowsUnknown(name, schema, walk)) {
      reportUnknown(name, Object.keys(properties ?? {}), walk)
    }
  }
  for (const name of schema.required ?? []) {
    if (value[name] !== undefined) continue
    report(walk, schemaRule.required, `"${name}" is missing`, `add "${name}"`, { below: name })
  }
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = schema
  if (count < minProperties || count > maxProperties) {
    const allowed = count < minProperties ? `at least ${minProperties}` : `at most ${maxProperties}`
    report(walk, schemaRule.length, `${count} fields: only ${allowed} are allowed`, 'add or remove fields')
  }
}

function allowsUnknown(name: string, schema: Schema, walk: Walk): boolean {
  if (walk.valuesOnly || schema['x-kubernetes-preserve-unknown-fields'] || schema.additionalProperties === true) {
    return true
  }
  if (schema['x-kubernetes-embedded-resource']) return ['apiVersion', 'kind', 'metadata'].includes(name)
  // Nothing declared at all: only core uses that, for values of any type.
  return schema.type === undefined && !schema.properties
}

function reportUnknown(name: string, declared: readonly string[], walk: Walk): void {
  const meant = nearestWord(name, declared)
  const remedy = meant
    ? `did you mean "${meant}"?`
    : declared.length > 0 && declared.length <= 12
      ? `remove it; known here: ${[...declared].sort().join(', ')}`
      : 'remove it, or move it to where it belongs'
  report(walk, schemaRule.unknownField, `"${name}" is not a field that Kubernetes knows here`, remedy, { below: name })
}
