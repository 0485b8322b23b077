import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ignoring } from '../lock/ignoring.ts'
import { type HeldLock, LockError, withLock } from '../lock/with-lock.ts'
import { EmitError } from './emit-error.ts'

/**
 * Where a run prepares its changes: beside the clusters' folders, so that a rename brings them there. It exists only
 * while a run writes, or after one was killed; Git never sees it, because it ignores itself.
 */
const NAME = '.ainur'
/** With a dot, as no cluster is called. */
const LOCK = '.lock'
const IGNORE = '.gitignore'

export interface WorkFolderOptions {
  /** How long to wait for another run. @default 90000, longer than a holder may give no sign of life */
  readonly lockTimeoutMs?: number
  /** Told in a sentence what an earlier run left, and what was done about it. */
  readonly say?: (message: string) => void
}

/** Puts prepared trees in their places. */
export interface WorkFolder {
  /** Where the next tree of a cluster is prepared. */
  next(cluster: string): string
  /** Replaces the live tree by the prepared one. Between the two renames there is none: `settle` knows what to do. */
  swap(cluster: string): void
  /** Takes the live tree away. */
  remove(cluster: string): void
  assertHeld(): void
}

/** Completes or undoes what a killed run began in `outDir`. Costs nothing where there is no such run. */
export async function recover(outDir: string, options: WorkFolderOptions = {}): Promise<void> {
  if (!existsSync(join(outDir, NAME))) return
  await orEmitError(outDir, () => withWorkFolder(outDir, options, () => {}))
}

/** Runs `use` while no other run writes in `outDir`, on whole trees, and leaves whole trees whatever fails. */
export async function withWorkFolder<T>(
  outDir: string,
  { lockTimeoutMs = 90_000, say = () => {} }: WorkFolderOptions,
  use: (work: WorkFolder) => T,
): Promise<T> {
  const folder = join(outDir, NAME)
  const within = (lock: HeldLock): T => {
    try {
      writeFileSync(join(folder, IGNORE), '*\n')
      const message = settle(outDir, folder, lock.takenOver)
      if (message) say(message)
      return use(workFolder(outDir, folder, lock))
    } finally {
      lock.assertHeld()
      settle(outDir, folder, false)
      rmSync(join(folder, IGNORE), { force: true })
    }
  }
  const onWait = (pid: number) => say(`${outDir}: waiting for process ${pid}, which writes there.`)
  mkdirSync(outDir, { recursive: true })
  try {
    return await withLock(join(folder, LOCK), within, { timeoutMs: lockTimeoutMs, onWait })
  } finally {
    // Another run that waits may have its lock there by now.
    ignoring(['ENOENT', 'ENOTEMPTY', 'EEXIST'], () => rmdirSync(folder))
  }
}

function workFolder(outDir: string, folder: string, { assertHeld }: HeldLock): WorkFolder {
  const at = (cluster: string, what: string) => join(folder, `${cluster}.${what}`)
  return {
    next: (cluster) => at(cluster, 'next'),
    swap(cluster) {
      const live = join(outDir, cluster)
      if (exists(live)) renameSync(live, at(cluster, 'previous'))
      renameSync(at(cluster, 'next'), live)
    },
    remove: (cluster) => renameSync(join(outDir, cluster), at(cluster, 'removed')),
    assertHeld,
  }
}

/**
 * Gives every cluster its one whole tree and deletes all that is left over. A tree that is not in its place has a
 * previous one set aside, and a next one that is complete: all of them are, before the first is swapped.
 *
 * @returns what a run that was stopped had left, and what became of it; undefined if there is nothing to tell.
 */
function settle(outDir: string, folder: string, isStopped: boolean): string | undefined {
  const entries = readdirSync(folder).filter((entry) => entry !== LOCK && entry !== IGNORE)
  const done: string[] = []
  for (const entry of entries) {
    const cluster = /^(.+)\.previous$/.exec(entry)?.[1]
    if (cluster === undefined || exists(join(outDir, cluster))) continue
    done.push(`the ${complete(folder, outDir, cluster) ? 'new' : 'previous'} tree of ${cluster} was put in its place`)
  }
  for (const entry of entries) rmSync(join(folder, entry), { recursive: true, force: true })
  if (!isStopped && entries.every((entry) => entry.startsWith(LOCK))) return undefined
  const what = done.length > 0 ? done.join(', ') : 'every tree is whole, and what was left of it is deleted'
  return `${outDir}: an earlier run was stopped while it wrote; ${what}.`
}

/** Puts the next tree in the empty place, or else the previous one. */
function complete(folder: string, outDir: string, cluster: string): boolean {
  const live = join(outDir, cluster)
  try {
    renameSync(join(folder, `${cluster}.next`), live)
    return true
  } catch {
    renameSync(join(folder, `${cluster}.previous`), live)
    return false
  }
}

/** Also for a link that leads nowhere. */
function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

/** Gives errors of the file system, and of the lock, a sentence that says what became of the trees. */
export async function orEmitError<T>(outDir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    const { message, code } = cause as NodeJS.ErrnoException
    if (cause instanceof LockError) throw new EmitError(`${message}. Nothing was written.`, { cause })
    if (!code) throw cause
    throw new EmitError(`${outDir} cannot be written: ${message}. Every tree is as it was, or complete.`, { cause })
  }
}
