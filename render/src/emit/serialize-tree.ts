import type { TreeLayout } from '../layout/layout-tree.ts'
import { stringify } from '../yaml/stringify.ts'
import { type Files, MARKER } from './marker.ts'

/** Writes a tree's objects as the bytes of their files. */
export function serializeTree(tree: TreeLayout): Files {
  const files = new Map<string, Buffer>()
  for (const [path, content] of tree) {
    try {
      files.set(path, Buffer.from(path.endsWith('.json') ? toJson(content) : MARKER + stringify(content)))
    } catch (cause) {
      throw new Error(`${path}: ${(cause as Error).message}`, { cause })
    }
  }
  return files
}

function toJson(content: unknown): string {
  return `${JSON.stringify(content, null, 2)}\n`
}
