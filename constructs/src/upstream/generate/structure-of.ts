import { isRecord } from '../../app/is-record.ts'

/** Keywords of a schema that people read and no program does. */
const prose = new Set(['description', 'title', 'example', 'externalDocs'])
const schemaMaps = ['properties', 'patternProperties', 'definitions']
const schemaLists = ['allOf', 'anyOf', 'oneOf']
const schemas = ['items', 'additionalProperties', 'not']

/**
 * The spec of a CustomResourceDefinition without upstream's sentences: descriptions, deprecation warnings, and the
 * messages of validation rules. The API server answers `failed rule: <the rule>` where a rule has no message.
 */
export function structureOf(spec: unknown): Record<string, unknown> {
  const copy = record(spec)
  return { ...copy, versions: list(copy.versions).map(versionStructure) }
}

function versionStructure(version: unknown): Record<string, unknown> {
  const { deprecationWarning: _, ...copy } = record(version)
  const columns = copy.additionalPrinterColumns
  if (Array.isArray(columns)) {
    copy.additionalPrinterColumns = columns.map((column) => {
      const { description: _, ...kept } = record(column)
      return kept
    })
  }
  const schema = record(copy.schema)
  if (copy.schema) copy.schema = { ...schema, openAPIV3Schema: schemaStructure(schema.openAPIV3Schema) }
  return copy
}

function schemaStructure(schema: unknown): unknown {
  // `additionalProperties` may be a boolean.
  if (!isRecord(schema)) return schema
  const copy: Record<string, unknown> = {}
  for (const [keyword, value] of Object.entries(schema)) {
    if (prose.has(keyword)) continue
    if (schemaMaps.includes(keyword)) copy[keyword] = mapValues(record(value), schemaStructure)
    else if (schemaLists.includes(keyword)) copy[keyword] = list(value).map(schemaStructure)
    else if (schemas.includes(keyword)) copy[keyword] = schemaStructure(value)
    else if (keyword === 'x-kubernetes-validations') copy[keyword] = list(value).map(ruleStructure)
    else copy[keyword] = value
  }
  return copy
}

function ruleStructure(rule: unknown): Record<string, unknown> {
  const { message: _, messageExpression: __, ...kept } = record(rule)
  // The API server demands a message where a rule has several lines.
  return String(kept.rule).trim().includes('\n') ? { ...kept, message: 'a rule of this schema is not met' } : kept
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? { ...value } : {}
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function mapValues(record: Record<string, unknown>, change: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}
