import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { RemovalRefused } from './emit-error.ts'
import type { Files } from './marker.ts'
import { type EmissionPlan, planEmission } from './plan-emission.ts'
import { type LiveTree, readLiveTree } from './read-live-tree.ts'
import { judgeRemovals } from './removal-guard.ts'
import { stage } from './stage.ts'
import { orEmitError, recover, type WorkFolder, type WorkFolderOptions, withWorkFolder } from './work-folder.ts'

export interface EmitOptions extends WorkFolderOptions {
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
 * Each cluster's new folder is built beside the old one; two renames then bring it there. Whenever this process dies,
 * the old tree or the new one is in its place, or `recover` puts it there. A run that changes nothing touches nothing.
 *
 * @throws RemovalRefused if too much would be removed unasked; EmitError if the trees cannot be written. Both leave
 *   everything as it was.
 */
export async function emit(options: EmitOptions): Promise<Emission[]> {
  const outDir = existsSync(options.outDir) ? realpathSync(options.outDir) : resolve(options.outDir)
  return orEmitError(outDir, async () => {
    const planned = await firstLook(options, outDir)
    if (options.dryRun || !planned.some(isChanged)) return planned.map(report)
    guard(planned, options)
    return withWorkFolder(outDir, options, (work) => {
      // Another run may have written since the first look.
      const current = prepare(options, outDir)
      guard(current, options)
      apply(current.filter(isChanged), outDir, work)
      return current.map(report)
    })
  })
}

/** Plans without the lock, which a run that changes nothing never takes. */
async function firstLook(options: EmitOptions, outDir: string, attempts = 10): Promise<Prepared[]> {
  await recover(outDir, options)
  try {
    return prepare(options, outDir)
  } catch (error) {
    // Another run has begun to swap the tree that was being read: wait for it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempts <= 1) throw error
    return firstLook(options, outDir, attempts - 1)
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
function apply(changes: readonly Prepared[], outDir: string, work: WorkFolder): void {
  const [kept, gone] = [changes.filter(hasFiles), changes.filter((change) => !hasFiles(change))]
  for (const { cluster, files, live, plan } of kept) {
    stage(plan, files, live, join(outDir, cluster), work.next(cluster))
    work.assertHeld()
  }
  for (const { cluster } of kept) work.swap(cluster)
  for (const { cluster } of gone) work.remove(cluster)
}

/** Whether a cluster's folder still has a reason to exist. */
function hasFiles({ files, plan }: Prepared): boolean {
  return files.size + plan.foreign.length > 0
}

function isChanged({ plan }: Prepared): boolean {
  return plan.written.length + plan.removed.length > 0
}

function report({ cluster, plan }: Prepared): Emission {
  return { cluster, ...plan }
}
