import { stableJson } from '../../text/stable-json.ts'
import type { Schema, SchemaFile } from '../schema.ts'
import { mapChildren, mapSchema } from './map-schema.ts'

/** Below this many characters of JSON, a reference would not be shorter than what it stands for. */
const worthSharing = 48

interface Node {
  readonly id: number
  readonly schema: Schema
  readonly size: number
  uses: number
}

/**
 * Replaces subtrees that occur more than once by definitions. CRDs spell everything out: an ApplicationSet holds the
 * same template some dozens of times.
 */
export function deduplicate(kinds: SchemaFile['kinds']): SchemaFile {
  const nodes = new Map<string, Node>()
  const byId: Node[] = []
  const use = (reference: Schema) => {
    const node = byId[Number(reference.$ref)]
    if (node) node.uses += 1
    return reference
  }
  /** Children first, each replaced by the number of its content: equal numbers mean equal subtrees. */
  const intern = (schema: Schema): Schema =>
    mapSchema(schema, (inner) => {
      const key = stableJson(inner)
      let node = nodes.get(key)
      if (!node) {
        node = { id: byId.length, schema: inner, uses: 0, size: key.length }
        nodes.set(key, node)
        byId.push(node)
        mapChildren(inner, use)
      }
      return { $ref: String(node.id) }
    })

  const roots = Object.entries(kinds).map(
    ([apiVersion, perKind]) =>
      [apiVersion, Object.entries(perKind).map(([kind, schema]) => [kind, intern(schema)] as const)] as const,
  )
  for (const [, perKind] of roots) {
    for (const [, root] of perKind) use(root)
  }

  const definitions: Record<string, Schema> = {}
  const expand = (reference: Schema): Schema => {
    const id = reference.$ref as string
    const node = byId[Number(id)]
    if (!node) throw new Error(`schema ${id} was never interned`)
    const shared = node.uses > 1 && node.size >= worthSharing
    if (!shared) return expandChildren(node.schema)
    if (!definitions[id]) {
      definitions[id] = {}
      definitions[id] = expandChildren(node.schema)
    }
    return reference
  }
  const expandChildren = (schema: Schema): Schema => mapChildren(schema, expand)
  const expanded = Object.fromEntries(
    roots.map(([apiVersion, perKind]) => [
      apiVersion,
      Object.fromEntries(perKind.map(([kind, root]) => [kind, expand(root)])),
    ]),
  )
  return { definitions, kinds: expanded }
}
