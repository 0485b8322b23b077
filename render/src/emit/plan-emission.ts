import type { ObjectRef } from '@ainur/constructs/finding'
import { GENERATOR, INDEX_FILE, isTreeIndex, type TreeIndex } from '../layout/tree-index.ts'
import { foldersOf } from '../text/tree-path.ts'
import { EmitError } from './emit-error.ts'
import { handedOver } from './handed-over.ts'
import type { Files } from './marker.ts'
import { hasMarker, type LiveTree, liveObjects } from './read-live-tree.ts'

/** What a run does to one cluster's folder. Paths are below that folder. */
export interface EmissionPlan {
  readonly written: readonly string[]
  /** Those of `written` that were not there. */
  readonly created: readonly string[]
  readonly removed: readonly string[]
  readonly unchanged: readonly string[]
  /** Files, links and empty directories of somebody else. They stay. */
  readonly foreign: readonly string[]
  readonly previousObjects: readonly ObjectRef[]
  readonly nextObjects: readonly ObjectRef[]
}

/**
 * Compares what should stand in a cluster's folder with what does.
 *
 * A file is ours if the previous index names it or if it carries our marker; nothing else is touched.
 *
 * @throws EmitError if something that is not ours stands where a file must go.
 */
export function planEmission(directory: string, files: Files, live: LiveTree): EmissionPlan {
  const ours = new Set([...(live.index?.objects.map(({ file }) => file) ?? []), ...(live.index ? [INDEX_FILE] : [])])
  const isOurs = (path: string) =>
    ours.has(path) || (path === INDEX_FILE ? isConflictedIndex(live.read(path)) : hasMarker(live.read(path)))
  const written: string[] = []
  const unchanged: string[] = []
  const blocked: string[] = []
  const folders = new Set<string>()

  for (const [path, bytes] of files) {
    for (const folder of foldersOf(path)) folders.add(folder)
    const type = live.entries.get(path)
    if (type === undefined) written.push(path)
    else if (type !== 'file') blocked.push(`${path} is ${describe(type)}`)
    else if (live.read(path).equals(bytes)) unchanged.push(path)
    else if (isOurs(path)) written.push(path)
    else blocked.push(`${path} is not ours: no index names it and it lacks our first line`)
  }
  for (const folder of folders) {
    const type = live.entries.get(folder)
    if (type !== undefined && type !== 'directory') blocked.push(`${folder} is ${describe(type)}, not a directory`)
  }
  if (blocked.length > 0) {
    throw new EmitError(
      [`${directory}: files of the tree must go where something else stands:`, ...blocked.map((line) => `  - ${line}`)]
        .concat('Move it away, then run this again. Nothing was written.')
        .join('\n'),
    )
  }

  const next = indexOf(files)
  const removed: string[] = []
  const foreign: string[] = []
  for (const [path, type] of live.entries) {
    if (files.has(path)) continue
    if (type === 'file' && isOurs(path)) removed.push(path)
    else if (type !== 'directory' || (isEmpty(path, live) && !folders.has(path))) foreign.push(path)
  }
  return {
    written,
    created: written.filter((path) => !live.entries.has(path)),
    removed,
    unchanged,
    foreign,
    previousObjects: previousObjects(live, next),
    nextObjects: next?.objects ?? [],
  }
}

function indexOf(files: Files): TreeIndex | undefined {
  const index: unknown = JSON.parse(files.get(INDEX_FILE)?.toString() ?? 'null')
  return isTreeIndex(index) ? index : undefined
}

/** What the tree answers for: objects that Argo CD goes on making from a chart are not lost with their files. */
function previousObjects(live: LiveTree, next: TreeIndex | undefined): readonly ObjectRef[] {
  if (!live.index || !next) return liveObjects(live)
  const isHandedOver = handedOver(live.index, next)
  return live.index.objects.filter((object) => !isHandedOver(object))
}

/** Whether bytes that are no readable index were one before a merge left its conflict markers in them. */
function isConflictedIndex(bytes: Buffer): boolean {
  return bytes.includes(`"generator": "${GENERATOR}"`)
}

function isEmpty(directory: string, { entries }: LiveTree): boolean {
  for (const path of entries.keys()) if (path.startsWith(`${directory}/`)) return false
  return true
}

function describe(type: string): string {
  return type === 'symlink' ? 'a symbolic link' : type === 'directory' ? 'a directory' : 'no regular file'
}
