/** Keys that a reader looks for first, at whatever depth; the rest follow by code unit. */
const LEADING = ['apiVersion', 'kind', 'metadata', 'name', 'namespace']

/** Order of the keys of a mapping: the same whatever order an object was put together in, and in every locale. */
export function compareKeys(a: string, b: string): number {
  const byRank = rank(a) - rank(b)
  return byRank !== 0 ? byRank : a < b ? -1 : a > b ? 1 : 0
}

function rank(key: string): number {
  const index = LEADING.indexOf(key)
  return index < 0 ? LEADING.length : index
}
