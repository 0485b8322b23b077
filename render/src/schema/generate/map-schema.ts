import type { Definitions, Schema } from '../schema.ts'

/** A copy of `schema` with `change` applied to it and to every schema below it, children first. */
export function mapSchema(schema: Schema, change: (schema: Schema) => Schema): Schema {
  return change(mapChildren(schema, (child) => mapSchema(child, change)))
}

/** A copy of `schema` with `change` applied to its direct children only. */
export function mapChildren(schema: Schema, change: (schema: Schema) => Schema): Schema {
  const copy: { -readonly [K in keyof Schema]: Schema[K] } = { ...schema }
  if (copy.properties) copy.properties = mapRecord(copy.properties, change)
  if (copy.items) copy.items = change(copy.items)
  if (typeof copy.additionalProperties === 'object') copy.additionalProperties = change(copy.additionalProperties)
  if (copy.allOf) copy.allOf = copy.allOf.map(change)
  if (copy.anyOf) copy.anyOf = copy.anyOf.map(change)
  if (copy.oneOf) copy.oneOf = copy.oneOf.map(change)
  if (copy.not) copy.not = change(copy.not)
  return copy
}

function mapRecord(schemas: Definitions, change: (schema: Schema) => Schema): Definitions {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, change(schema)]))
}
