import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmitError } from './emit-error.ts'
import type { FileSystem } from './file-system.ts'
import { ignoring, type WorkFolder } from './work-folder.ts'

interface Owner {
  readonly pid: number
  readonly host: string
  /** Start of the process in clock ticks since boot, where `/proc` tells: pids are used again. */
  readonly started: string | null
}

/** Holds the work folder for one process. */
export interface Lock {
  /** @throws EmitError if somebody took the lock away, which no run of this program does to a living one. */
  assertHeld(): void
  release(): void
}

let attempts = 0

/** Locks that this process holds: one that names it and stands here no longer could not be deleted at the time. */
const held = new Set<string>()

/**
 * Takes the lock of a work folder, waiting while a living process holds it. A dead one's lock is taken over.
 *
 * @throws EmitError after `timeoutMs`.
 */
export async function acquireLock(work: WorkFolder, fs: FileSystem, timeoutMs: number): Promise<Lock> {
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), started: startOf(process.pid) } satisfies Owner)
  const deadline = Date.now() + timeoutMs
  for (;;) {
    if (tryLock(work, fs, mine)) break
    const holder = readLock(work.lockFile)
    if (holder !== null && isStale(holder, mine, work.lockFile)) takeOver(work, fs, holder)
    else if (Date.now() > deadline) {
      throw new EmitError(
        `${work.lockFile} is held by ${describe(holder)} for more than ${timeoutMs / 1000} s; wait for it, or delete ` +
          'the file if that process is gone. Nothing was written.',
      )
    } else await sleep(20)
  }
  held.add(work.lockFile)
  return {
    assertHeld() {
      if (readLock(work.lockFile) !== mine) throw new EmitError(`${work.lockFile} was taken away; run this again`)
    },
    release() {
      held.delete(work.lockFile)
      ignoring(['ENOENT'], () => fs.unlink(work.lockFile))
      ignoring(['ENOENT', 'ENOTEMPTY', 'EEXIST'], () => fs.rmdir(work.path))
    },
  }
}

/** The lock appears with its content in one step: a link to a finished file. */
function tryLock(work: WorkFolder, fs: FileSystem, content: string): boolean {
  const draft = join(work.path, `${process.pid}-${attempts++}.lock`)
  return ignoring(['ENOENT', 'EEXIST'], () => {
    work.create()
    fs.writeFile(draft, content)
    try {
      fs.link(draft, work.lockFile)
    } finally {
      ignoring(['ENOENT'], () => fs.unlink(draft))
    }
  })
}

/** Moves a dead owner's lock aside. If another run was faster, what was moved is its lock: put that back. */
function takeOver(work: WorkFolder, fs: FileSystem, dead: string): void {
  const aside = join(work.path, `${process.pid}-${attempts++}.stale`)
  ignoring(['ENOENT'], () => {
    fs.rename(work.lockFile, aside)
    if (readLock(aside) !== dead) ignoring(['EEXIST'], () => fs.link(aside, work.lockFile))
    fs.unlink(aside)
  })
}

function readLock(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function isStale(holder: string, mine: string, path: string): boolean {
  return holder === mine ? !held.has(path) : !isAlive(holder)
}

function isAlive(content: string): boolean {
  const owner = parse(content)
  if (!owner) return false
  if (owner.host !== hostname()) return true
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return owner.started === null || owner.started === startOf(owner.pid)
}

function startOf(pid: number): string | null {
  try {
    // The command, in parentheses, may hold blanks: count the fields behind it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

function parse(content: string): Owner | null {
  try {
    return JSON.parse(content) as Owner
  } catch {
    return null
  }
}

function describe(content: string | null): string {
  const owner = content === null ? null : parse(content)
  return owner ? `process ${owner.pid} on ${owner.host}` : 'another process'
}
