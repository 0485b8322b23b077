import type { Tree } from '../layout/layout-tree.ts'
import { stringify } from '../yaml/stringify.ts'

/** First line of every file that we write: how a later run, and a reader, know whose it is. */
export const MARKER = '# Rendered by ainur from the definition in apps/: edit that, then run npm run synth.\n'

/** Path below the cluster's folder -> bytes. */
export type Files = ReadonlyMap<string, Buffer>

/** Writes a tree's objects as the bytes of their files. */
export function serializeTree(tree: Tree): Files {
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
