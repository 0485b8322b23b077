import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ObjectRef } from '@ainur/constructs/finding'
import { load } from 'js-yaml'
import { INDEX_FILE, isTreeIndex, type TreeIndex } from '../layout/tree-index.ts'
import { EmitError } from './emit-error.ts'
import { MARKER } from './marker.ts'

export type EntryType = 'file' | 'directory' | 'symlink' | 'other'

/** What stands on disk. */
export interface LiveTree {
  readonly exists: boolean
  /** Path below the cluster's folder, with forward slashes -> what it is. */
  readonly entries: ReadonlyMap<string, EntryType>
  /** Absent if there is none, or nothing of ours: a merge conflict, somebody else's file. */
  readonly index?: TreeIndex
  read(path: string): Buffer
}

/** Looks at `dist/<cluster>/` without following links. */
export function readLiveTree(directory: string): LiveTree {
  const stat = lstatSync(directory, { throwIfNoEntry: false })
  const entries = new Map<string, EntryType>()
  const read = (path: string) => readFileSync(join(directory, path))
  if (!stat) return { exists: false, entries, read }
  if (!stat.isDirectory()) {
    const what = stat.isSymbolicLink() ? 'a symbolic link' : 'no directory'
    throw new EmitError(`${directory} is ${what}, but the tree is written there; move it away`)
  }
  walk(directory, '', entries)
  return { exists: true, entries, read, ...readIndex(entries, read) }
}

function walk(directory: string, prefix: string, entries: Map<string, EntryType>): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = `${prefix}${entry.name}`
    if (entry.isDirectory()) {
      entries.set(path, 'directory')
      walk(join(directory, entry.name), `${path}/`, entries)
    } else {
      entries.set(path, entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'symlink' : 'other')
    }
  }
}

function readIndex(entries: LiveTree['entries'], read: LiveTree['read']): { index?: TreeIndex } {
  if (entries.get(INDEX_FILE) !== 'file') return {}
  try {
    const index: unknown = JSON.parse(read(INDEX_FILE).toString())
    return isTreeIndex(index) ? { index } : {}
  } catch {
    return {}
  }
}

/** Whether these bytes are a file that we wrote. */
export function hasMarker(bytes: Buffer): boolean {
  return bytes.subarray(0, MARKER.length).toString() === MARKER
}

/** Objects that a tree holds: from its index, or, where a merge broke that, from its files. */
export function liveObjects({ index, entries, read }: LiveTree): ObjectRef[] {
  if (index) return [...index.objects]
  return [...entries]
    .filter(([path, type]) => type === 'file' && path.endsWith('.yaml'))
    .flatMap(([path]) => objectIn(read(path)) ?? [])
}

function objectIn(bytes: Buffer): ObjectRef | undefined {
  if (!hasMarker(bytes)) return undefined
  try {
    // biome-ignore lint/suspicious/noExplicitAny: whatever stands in a file that we once wrote
    const object = load(bytes.toString()) as any
    const { name, namespace } = object.metadata
    return { apiVersion: object.apiVersion, kind: object.kind, namespace, name }
  } catch {
    return undefined
  }
}
