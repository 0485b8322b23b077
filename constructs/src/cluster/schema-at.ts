import type { PathPart } from './path.ts'

/** The parts of a valibot schema that are read here, for schemas of any type. */
export interface SchemaNode {
  readonly type: string
  readonly entries?: Readonly<Record<string, SchemaNode>>
  readonly item?: SchemaNode
  readonly value?: SchemaNode
  /** What keys beside those of `entries` hold. */
  readonly rest?: SchemaNode
  readonly wrapped?: SchemaNode
  readonly pipe?: readonly SchemaNode[]
  /** Members of a union; words of a picklist. */
  readonly options?: readonly (SchemaNode | string)[]
  /** Of a variant: the key that tells its members apart. Of a record: what its keys must be. */
  readonly key?: string | SchemaNode
  readonly literal?: unknown
  /** What messages say that it takes, where the name of its type says too little. */
  readonly description?: string
}

/** What must be at `path` of `root`, without its wrappers; undefined where nothing may. */
export function schemaAt(schema: SchemaNode, root: unknown, path: readonly PathPart[]): SchemaNode | undefined {
  let at: SchemaNode | undefined = schema
  let value = root
  for (const part of path) {
    at = child(memberFor(at, value), part)
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined
  }
  return bare(at)
}

/** Keys that the object at `path` of `root` may have, in the order of `schema`. */
export function allowedKeys(schema: SchemaNode, root: unknown, path: readonly PathPart[]): string[] {
  const value = path.reduce<unknown>((above, part) => Reflect.get(Object(above), part), root)
  return Object.keys(memberFor(schemaAt(schema, root, path), value)?.entries ?? {})
}

/** The members of a union or a variant, without their wrappers. */
export function membersOf({ type, options = [] }: SchemaNode): SchemaNode[] {
  if (type !== 'union' && type !== 'variant') return []
  return options.flatMap((option) => (typeof option === 'string' ? [] : (bare(option) ?? [])))
}

/** `schema` without the wrappers that say whether and how it is checked. */
export function bare(schema: SchemaNode | undefined): SchemaNode | undefined {
  if (schema?.type === 'optional') return bare(schema.wrapped)
  // The first schema of such a pipe says what class of object it is, the second which fields it has.
  if (schema?.type === 'custom') return bare(schema.pipe?.[1])
  return schema
}

/** Of a union or a variant, the member that describes objects like `value`. */
function memberFor(schema: SchemaNode | undefined, value: unknown): SchemaNode | undefined {
  const node = bare(schema)
  if (node?.type === 'union') {
    return membersOf(node).find(({ entries, item }) => (Array.isArray(value) ? item : entries))
  }
  if (node?.type !== 'variant') return node
  const key = String(node.key)
  return membersOf(node).find(({ entries }) => entries?.[key]?.literal === Reflect.get(Object(value), key))
}

function child(schema: SchemaNode | undefined, part: PathPart): SchemaNode | undefined {
  if (typeof part === 'number') return schema?.item
  return schema?.entries && Object.hasOwn(schema.entries, part) ? schema.entries[part] : (schema?.value ?? schema?.rest)
}
