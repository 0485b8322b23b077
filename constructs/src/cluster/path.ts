export type PathPart = string | number

/** `['nodes', 2, 'labels', 'a/b']` as a person writes it: `nodes[2].labels["a/b"]`. */
export function formatPath(parts: readonly PathPart[]): string {
  return parts.reduce<string>((path, part) => {
    if (typeof part === 'number') return `${path}[${part}]`
    if (!/^[A-Za-z_]\w*$/.test(part)) return `${path}[${JSON.stringify(part)}]`
    return path ? `${path}.${part}` : part
  }, '')
}

/** What is at `parts` in `root`; undefined where nothing is. */
export function valueAt(root: unknown, parts: readonly PathPart[]): unknown {
  return parts.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    root,
  )
}
