import { isRecord } from '@ainur/constructs/is-record'

/** The part of a chart's `values.schema.json` that names keys. */
export interface ValuesSchema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, ValuesSchema>>
  readonly properties?: Readonly<Record<string, ValuesSchema>>
}

/**
 * Paths of the values that a chart does not name. Helm finds most of them, but schemas leave some objects open that have
 * names all the same, such as `global`, and what is misspelt there is silently of no effect.
 */
export function unknownValues(schema: ValuesSchema, values: unknown, root = schema, path = ''): string[] {
  const { properties } = schema.$ref ? resolve(schema.$ref, root) : schema
  if (!properties || !isRecord(values)) return []
  return Object.entries(values).flatMap(([key, value]) => {
    const at = path ? `${path}.${key}` : key
    const known = properties[key]
    return known ? unknownValues(known, value, root, at) : [at]
  })
}

function resolve(reference: string, { $defs = {} }: ValuesSchema): ValuesSchema {
  const found = $defs[reference.replace('#/$defs/', '')]
  if (!found) throw new Error(`the schema has no ${reference}`)
  return found.$ref ? resolve(found.$ref, { $defs }) : found
}
