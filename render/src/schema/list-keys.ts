import type { KindSchema, Schema } from './schema.ts'
import { resolve } from './schema.ts'

/** How the items of a list are told apart when two versions of it are compared. */
export type ListKeys =
  /** The list is one value: its order counts. */
  | { readonly type: 'atomic' }
  /** Scalars, each at most once; order does not count. */
  | { readonly type: 'set' }
  /** Objects, identified by the values of `keys` together; `defaults` holds the value of a key that is left out. */
  | { readonly type: 'map'; readonly keys: readonly string[]; readonly defaults: Readonly<Record<string, unknown>> }

/**
 * How a list of this schema is keyed; undefined if the schema is not that of a list.
 *
 * A list without a list type is atomic to server-side apply; where strategic merge names a key, that key is used, since
 * Kubernetes itself tells the items apart by it.
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
 */
export function listKeysOf(schema: Schema, { definitions }: KindSchema): ListKeys | undefined {
  const list = resolve(schema, definitions)
  if (list.type !== 'array') return undefined
  const listType = list['x-kubernetes-list-type']
  if (listType === 'set') return { type: 'set' }
  const mergeKey = listType ? undefined : list['x-kubernetes-patch-merge-key']
  const keys = listType === 'map' ? list['x-kubernetes-list-map-keys'] : mergeKey ? [mergeKey] : undefined
  if (!keys) return { type: 'atomic' }
  const properties = list.items ? resolve(list.items, definitions).properties : undefined
  const defaults = Object.fromEntries(
    keys.flatMap((key) => {
      const value = properties?.[key]?.default
      return value === undefined ? [] : [[key, value]]
    }),
  )
  return { type: 'map', keys, defaults }
}
