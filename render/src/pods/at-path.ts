import { isRecord } from '@ainur/constructs/is-record'

/** The value at `path` below `root`; undefined where the path leaves the document. */
export function atPath(root: unknown, path: readonly string[]): unknown {
  let value = root
  for (const step of path) {
    if (!isRecord(value)) return undefined
    value = value[step]
  }
  return value
}
