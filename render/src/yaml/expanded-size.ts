/**
 * Counts the values of a document with every alias written out, up to `limit`. Aliases can make a small file huge (the
 * "billion laughs") or endless, which would hang everything that walks it.
 */
export function exceedsSize(value: unknown, limit: number, maxDepth: number): boolean {
  let left = limit
  const visit = (node: unknown, depth: number): boolean => {
    if (--left < 0 || depth > maxDepth) return true
    if (typeof node !== 'object' || node === null) return false
    for (const child of Array.isArray(node) ? node : Object.values(node)) if (visit(child, depth + 1)) return true
    return false
  }
  return visit(value, 0)
}
