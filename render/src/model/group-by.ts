/** Groups in order of first appearance. `Map.groupBy` of newer runtimes; Node 20 lacks it. */
export function groupBy<T, K>(values: Iterable<T>, keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const value of values) pushTo(groups, keyOf(value), value)
  return groups
}

/** Adds to the list of `key`, which is made when there is none. */
export function pushTo<T, K>(lists: Map<K, T[]>, key: K, value: T): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
