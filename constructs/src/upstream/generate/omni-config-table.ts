import { createHash } from 'node:crypto'
import type { ConfigTable } from '../../app/config-shape.ts'
import { isRecord } from '../../app/is-record.ts'
import { readableJson } from './readable-json.ts'

/** Keywords that say nothing about what a value may be. */
const ignored = new Set([
  ...['$schema', 'definitions', 'goJSONSchema', 'x-cli-flag', 'x-pattern-message', 'description', 'title'],
  // Omni merges its defaults before it looks what is missing, so only they could say what is required.
  ...['default', 'required', 'deprecated'],
  // Between fields of which the construct sets at least one, or that hold a secret: nobody else can write them.
  ...['if', 'then', 'else', 'dependentRequired'],
])

const duration = '^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$'

/**
 * The JSON Schema of Omni's configuration as a table without prose: field -> what it takes.
 *
 * @throws Error on a construct that the table has no word for, so that a new version cannot lose a rule unseen.
 */
export function omniConfigTable(schema: unknown): ConfigTable {
  const root = record(schema, '')
  return fieldsOf(root, record(root.definitions ?? {}, 'definitions'), '')
}

/** The generated file, and the digest of the table, which is the same for upstream's file and for a copy without texts. */
export function omniConfigFile(schema: unknown, tag: string): { readonly text: string; readonly sha256: string } {
  const table = readableJson(omniConfigTable(schema))
  return {
    text: `// Made from the configuration schema of Omni ${tag} by npm run generate. Do not edit.\n\nexport const omniConfigTable = ${table.trimEnd()} as const\n`,
    sha256: createHash('sha256').update(table).digest('hex'),
  }
}

function fieldsOf(schema: Record<string, unknown>, definitions: Record<string, unknown>, path: string): ConfigTable {
  const properties = record(schema.properties, path)
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [
      key,
      fieldOf(record(value, `${path}.${key}`), definitions, `${path}.${key}`),
    ]),
  )
}

function fieldOf(
  schema: Record<string, unknown>,
  definitions: Record<string, unknown>,
  path: string,
): ConfigTable | string | readonly string[] {
  if (typeof schema.$ref === 'string') {
    // What stands beside the reference are defaults and flags of its fields.
    return fieldOf(record(definitions[schema.$ref.replace('#/definitions/', '')], path), definitions, path)
  }
  if (schema.properties) return fieldsOf(schema, definitions, path)
  const { type, ...rest } = schema
  const limits = Object.keys(rest).filter((keyword) => !ignored.has(keyword))
  const only = (...allowed: string[]) => limits.every((keyword) => allowed.includes(keyword))
  if (type === 'boolean' && rest.const === false && only('const')) return 'false'
  if (type === 'boolean' && only()) return 'boolean'
  if (type === 'number' && only()) return 'number'
  if (type === 'integer' && only('minimum')) return rest.minimum === undefined ? 'integer' : `integer>=${rest.minimum}`
  if (type === 'array' && only('items') && isOf(rest.items, 'string')) return 'string[]'
  if (type === 'object' && only('additionalProperties') && isOf(rest.additionalProperties, 'string')) return 'string{}'
  if (type === 'string' && Array.isArray(rest.enum) && only('enum')) return rest.enum.map(String)
  if (type === 'string' && rest.pattern === duration && only('pattern')) return 'duration'
  if (type === 'string' && rest.pattern !== undefined && only('pattern')) return `/${rest.pattern}/`
  if (type === 'string' && rest.minLength === 1 && only('minLength')) return 'string+'
  if (type === 'string' && only()) return 'string'
  throw new Error(`${path.slice(1)}: the table has no word for ${JSON.stringify(schema)}`)
}

function isOf(schema: unknown, type: string): boolean {
  return isRecord(schema) && schema.type === type && Object.keys(schema).length === 1
}

function record(value: unknown, path: string): Record<string, unknown> {
  if (isRecord(value)) return value
  throw new Error(`${path || 'the schema'} is not an object`)
}
