import type { Problem } from '../finding/rule.ts'

/** `value` as its author wrote it, except for credentials in URLs, which must not reach a log. Long objects are cut. */
export function quote(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'function') return 'a function'
  const kind = typeof value === 'object' && value !== null ? value.constructor : Object
  // An app knows the whole tree: nobody wants to read it, and JSON cannot write it.
  if (typeof kind === 'function' && ![Object, Array, Date].some((known) => known === kind)) return `a ${kind.name}`
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  const text = JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner))
  const safe = text.replace(/(:\/\/)[^\s"]*@/g, '$1***@')
  return typeof value === 'object' && safe.length > 120 ? `${safe.slice(0, 119)}…` : safe
}

/** Problems for every member of `items` whose key occurred before; `key` undefined means: cannot be judged. */
export function duplicates<T>(
  items: readonly T[],
  key: (item: T) => string | undefined,
  report: (later: T, earlier: T) => Problem,
): Problem[] {
  const seen = new Map<string, T>()
  return items.flatMap((item) => {
    const id = key(item)
    if (id === undefined) return []
    const earlier = seen.get(id)
    if (earlier !== undefined) return [report(item, earlier)]
    seen.set(id, item)
    return []
  })
}
