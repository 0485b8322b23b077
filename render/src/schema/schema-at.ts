import type { KindSchema, Schema } from './schema.ts'
import { resolve } from './schema.ts'

/** The schema of the value under `segment` (a field name or a list index); undefined where the schema ends. */
export function step(schema: Schema, segment: string | number, { definitions }: KindSchema): Schema | undefined {
  const { properties, additionalProperties, items } = resolve(schema, definitions)
  if (typeof segment === 'number') return items
  if (properties && Object.hasOwn(properties, segment)) return properties[segment]
  return typeof additionalProperties === 'object' ? additionalProperties : undefined
}

/** The schema at `path`, counted from the root of the object; undefined where the schema ends. */
export function schemaAt(kind: KindSchema, path: readonly (string | number)[]): Schema | undefined {
  let schema: Schema | undefined = kind.root
  for (const segment of path) {
    if (!schema) return undefined
    schema = step(schema, segment, kind)
  }
  return schema && resolve(schema, kind.definitions)
}
