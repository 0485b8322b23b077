import { createHash } from 'node:crypto'
import { groupBy } from '../../model/group-by.ts'
import { stableJson } from '../../text/stable-json.ts'
import type { TreeObject } from '../input/tree-object.ts'
import type { Match } from './match-objects.ts'

/** Kinds that are alike so often that equal content says nothing. */
const tooPlain = new Set(['Namespace', 'ServiceAccount'])

/**
 * Joins an object that went with one that came, where only the name or namespace differs. Several candidates are left
 * as they are: a guess would be worse than two plain facts.
 */
export function findRenames(matches: readonly Match[]): {
  readonly matches: readonly Match[]
  readonly renames: readonly Required<Match>[]
} {
  const removed = group(matches.flatMap(({ before, after }) => (before && !after ? [before] : [])))
  const added = group(matches.flatMap(({ before, after }) => (after && !before ? [after] : [])))
  const renames: Required<Match>[] = []
  for (const [content, before] of removed) {
    const after = added.get(content)
    if (before.length === 1 && after?.length === 1)
      renames.push({ before: before[0] as TreeObject, after: after[0] as TreeObject })
  }
  const used = new Set(renames.flatMap(({ before, after }) => [before, after]))
  return {
    matches: matches.filter(({ before, after }) => !((before && used.has(before)) || (after && used.has(after)))),
    renames,
  }
}

function group(objects: readonly TreeObject[]): Map<string, TreeObject[]> {
  return groupBy(
    objects.filter(({ ref }) => !tooPlain.has(ref.kind)),
    contentHash,
  )
}

function contentHash({ value }: TreeObject): string {
  const { name: _name, namespace: _namespace, ...metadata } = value.metadata
  return createHash('sha256')
    .update(stableJson({ ...value, metadata }))
    .digest('base64')
}
