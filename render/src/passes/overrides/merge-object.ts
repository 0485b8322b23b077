import { isDeepStrictEqual } from 'node:util'
import { isRecord } from '@ainur/constructs'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { SchemaRegistry } from '../../schema/schema-registry.ts'

type Path = readonly (string | number)[]

/**
 * `object` with `changes` in their place, in the way of `kubectl apply`: mappings key by key, lists whose items have a key
 * (containers by name, ports by number and protocol) item by item, other lists as a whole; `null` takes a field out.
 */
export function mergeObject(registry: SchemaRegistry, object: KubeObject, changes: object): KubeObject {
  const { apiVersion, kind } = object
  const listKeys = (path: Path) => registry.listKeysAt(apiVersion, kind, path)
  return merge(object, changes, []) as KubeObject

  function merge(before: unknown, change: unknown, path: Path): unknown {
    if (isRecord(change)) return mergeMapping(isRecord(before) ? before : {}, change, path)
    if (!Array.isArray(change)) return change
    const keys = Array.isArray(before) ? listKeys(path) : undefined
    if (keys?.type === 'set') return [...new Set([...(before as unknown[]), ...change])]
    return keys?.type === 'map'
      ? mergeItems(before as unknown[], change, path, keys)
      : change.map((item) => merge({}, item, [...path, 0]))
  }

  function mergeMapping(before: Record<string, unknown>, changes: Record<string, unknown>, path: Path) {
    const merged = { ...before }
    for (const [key, change] of Object.entries(changes)) {
      if (change === undefined) continue
      if (change === null) delete merged[key]
      else merged[key] = merge(merged[key], change, [...path, key])
    }
    return merged
  }

  function mergeItems(
    before: readonly unknown[],
    changes: readonly unknown[],
    path: Path,
    { keys, defaults }: { readonly keys: readonly string[]; readonly defaults: Readonly<Record<string, unknown>> },
  ): unknown[] {
    const keyOf = (item: unknown) => keys.map((key) => (isRecord(item) ? (item[key] ?? defaults[key]) : item))
    const merged = [...before]
    for (const change of changes) {
      const at = merged.findIndex((item) => isDeepStrictEqual(keyOf(item), keyOf(change)))
      if (at === -1) merged.push(merge({}, change, [...path, 0]))
      else merged[at] = merge(merged[at], change, [...path, at])
    }
    return merged
  }
}
