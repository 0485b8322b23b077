import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { EmitError, RemovalRefused } from './emit-error.ts'
import { type FileSystem, nodeFileSystem } from './file-system.ts'
import { acquireLock } from './lock.ts'
import type { Files } from './marker.ts'
import { type EmissionPlan, planEmission } from './plan-emission.ts'
import { type LiveTree, readLiveTree } from './read-live-tree.ts'
import { judgeRemovals } from './removal-guard.ts'
import { stage } from './stage.ts'
import { WorkFolder } from './work-folder.ts'

export interface EmitOptions {
  /** Folder of all clusters' trees. */
  readonly outDir: string
  /** Cluster -> its files. */
  readonly trees: ReadonlyMap<string, Files>
  /** Whether `trees` holds every cluster there is, so that a tree of any other is a leftover. @default false */
  readonly complete?: boolean
  /** Do what the removal guard would refuse. @default false */
  readonly allowRemovals?: boolean
  /** Only tell what would be done. @default false */
  readonly dryRun?: boolean
  /** How long to wait for another run. @default 30000 */
  readonly lockTimeoutMs?: number
  /** @default the real one */
  readonly fs?: FileSystem
}

/** What was done to one cluster's folder, or would be. */
export interface Emission extends EmissionPlan {
  readonly cluster: string
}

interface Prepared {
  readonly cluster: string
  readonly files: Files
  readonly live: LiveTree
  readonly plan: EmissionPlan
}

/**
 * Makes the folders in `outDir` hold exactly the given trees, apart from files of somebody else, which stay.
 *
 * Each cluster's new folder is built beside the old one and then swapped with it: whenever this process dies, the old
 * tree or the new one stands there, never a mix. A run that changes nothing touches nothing.
 *
 * @throws RemovalRefused if too much would be removed unasked; EmitError if the trees cannot be written. Both leave
 *   everything as it was.
 */
export async function emit(options: EmitOptions): Promise<Emission[]> {
  const fs = options.fs ?? nodeFileSystem
  const outDir = existsSync(options.outDir) ? realpathSync(options.outDir) : resolve(options.outDir)
  const work = new WorkFolder(outDir, fs)
  try {
    const prepared = work.exists ? null : prepare(options, outDir)
    if (options.dryRun) return (prepared ?? prepare(options, outDir)).map(report)
    if (prepared && !hasChanges(prepared)) return prepared.map(report)
    if (prepared) guard(prepared, options)

    const lock = await acquireLock(work, fs, options.lockTimeoutMs ?? 30_000)
    try {
      work.recover()
      // Another run may have written since the first look.
      const current = prepare(options, outDir)
      guard(current, options)
      apply(current.filter(isChanged), work, fs, lock.assertHeld)
      return current.map(report)
    } finally {
      try {
        work.close()
      } finally {
        lock.release()
      }
    }
  } catch (error) {
    if (error instanceof EmitError || !(error as NodeJS.ErrnoException).code) throw error
    const { message } = error as Error
    throw new EmitError(`${outDir} cannot be written: ${message}. Every tree is as it was, or complete.`, {
      cause: error,
    })
  }
}

function prepare({ trees, complete }: EmitOptions, outDir: string): Prepared[] {
  const all = new Map(trees)
  if (complete) for (const leftover of leftovers(outDir, trees)) all.set(leftover, new Map())
  return [...all].map(([cluster, files]) => {
    const directory = join(outDir, cluster)
    const live = readLiveTree(directory)
    return { cluster, files, live, plan: planEmission(directory, files, live) }
  })
}

/** Trees that we wrote for clusters that are gone. */
function leftovers(outDir: string, trees: EmitOptions['trees']): string[] {
  if (!existsSync(outDir)) return []
  return readdirSync(outDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !trees.has(entry.name) && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .filter((name) => readLiveTree(join(outDir, name)).index !== undefined)
}

function guard(prepared: readonly Prepared[], { allowRemovals }: EmitOptions): void {
  if (allowRemovals) return
  const refusals = prepared.flatMap(
    ({ cluster, plan }) => judgeRemovals(cluster, plan.previousObjects, plan.nextObjects) ?? [],
  )
  if (refusals.length > 0) throw new RemovalRefused(refusals)
}

/** Builds every folder first: what can fail, fails before any tree has changed. */
function apply(changes: readonly Prepared[], work: WorkFolder, fs: FileSystem, assertHeld: () => void): void {
  const staged = changes.map(({ cluster, files, live, plan }) => ({
    cluster,
    exists: live.exists,
    entries: stage(plan, files, live, work.live(cluster), work.next(cluster), fs),
  }))
  assertHeld()
  for (const { cluster, exists, entries } of staged) {
    const [live, next] = [work.live(cluster), work.next(cluster)]
    if (entries === 0) {
      if (exists) work.discard(live)
    } else if (!exists) fs.rename(next, live)
    else if (!fs.exchange(live, next)) {
      // The only instants without a tree, where the system offers nothing better; `recover()` knows what to do.
      fs.rename(live, work.previous(cluster))
      fs.rename(next, live)
    }
  }
}

function hasChanges(prepared: readonly Prepared[]): boolean {
  return prepared.some(isChanged)
}

function isChanged({ plan }: Prepared): boolean {
  return plan.written.length + plan.removed.length > 0
}

function report({ cluster, plan }: Prepared): Emission {
  return { cluster, ...plan }
}
