import type { Definitions, Schema } from '../schema.ts'
import { mapSchema } from './map-schema.ts'

/** A copy of `schema` with every `$ref` renamed. */
export function refsTo(schema: Schema, rename: (ref: string) => string): Schema {
  return mapSchema(schema, (inner) => (inner.$ref === undefined ? inner : { ...inner, $ref: rename(inner.$ref) }))
}

/** The definitions that `roots` lead to. */
export function reachable(roots: readonly Schema[], all: Definitions): Record<string, Schema> {
  const found: Record<string, Schema> = {}
  const visit = (schema: Schema): Schema =>
    mapSchema(schema, (inner) => {
      const ref = inner.$ref
      if (ref !== undefined && !found[ref]) {
        const target = all[ref]
        if (!target) throw new Error(`$ref "${ref}" has no definition`)
        found[ref] = target
        visit(target)
      }
      return inner
    })
  for (const root of roots) visit(root)
  return found
}
