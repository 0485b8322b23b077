import { isRecord } from '@ainur/constructs/is-record'
import type { Schema } from './schema.ts'

const keptKeywords = new Set([
  '$ref',
  'type',
  'format',
  'nullable',
  'required',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
  'x-kubernetes-patch-merge-key',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-int-or-string',
  'x-kubernetes-embedded-resource',
])

/** Schemas that were trimmed already, so that what several places share stays one object. */
export type TrimmedSchemas = Map<unknown, Schema>

/**
 * Reduces a raw OpenAPI schema to what validation and diffs need: no descriptions, defaults, examples or CEL rules.
 *
 * Only keywords are dropped. The entries of `properties` are names that an API's author chose, and `default` or
 * `description` are among them (`LimitRangeItem.default`).
 */
export function trimSchema(raw: unknown, done: TrimmedSchemas = new Map()): Schema {
  if (!isRecord(raw)) return {}
  const known = done.get(raw)
  if (known) return known
  const trim = (inner: unknown) => trimSchema(inner, done)
  const trimmed: Record<string, unknown> = {}
  for (const [keyword, value] of Object.entries(raw)) {
    if (keptKeywords.has(keyword)) trimmed[keyword] = value
  }
  if (isRecord(raw.properties)) trimmed.properties = mapValues(raw.properties, trim)
  if (isRecord(raw.additionalProperties)) trimmed.additionalProperties = trim(raw.additionalProperties)
  else if (typeof raw.additionalProperties === 'boolean') trimmed.additionalProperties = raw.additionalProperties
  if (isRecord(raw.items)) trimmed.items = keepKeyDefaults(trim(raw.items), raw)
  if (isRecord(raw.not)) trimmed.not = trim(raw.not)
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    // Next to int-or-string, anyOf and allOf only repeat what the extension says.
    if (raw['x-kubernetes-int-or-string'] && keyword !== 'oneOf') continue
    const branches = raw[keyword]
    if (Array.isArray(branches)) trimmed[keyword] = branches.map(trim)
  }
  const required = requiredWithoutDefaults(raw)
  if (required.length > 0) trimmed.required = required
  else delete trimmed.required
  done.set(raw, trimmed as Schema)
  return trimmed as Schema
}

/** The API server fills in defaults before it validates: a required field with a default may be left out. */
function requiredWithoutDefaults(raw: Record<string, unknown>): string[] {
  if (!Array.isArray(raw.required)) return []
  const properties = isRecord(raw.properties) ? raw.properties : {}
  return raw.required.filter((name) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined
    return !(isRecord(property) && property.default !== undefined)
  })
}

function keepKeyDefaults(items: Schema, rawList: Record<string, unknown>): Schema {
  const keys = rawList['x-kubernetes-list-map-keys']
  const rawItems = rawList.items
  if (!Array.isArray(keys) || !isRecord(rawItems) || !isRecord(rawItems.properties) || !items.properties) return items
  const properties: Record<string, Schema> = { ...items.properties }
  for (const key of keys) {
    const property = rawItems.properties[key]
    const trimmed = properties[key]
    if (trimmed && isRecord(property) && property.default !== undefined) {
      properties[key] = { ...trimmed, default: property.default }
    }
  }
  return { ...items, properties }
}

function mapValues<T>(record: Record<string, unknown>, change: (value: unknown) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}
