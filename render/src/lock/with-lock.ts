import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ignoring } from './ignoring.ts'

export interface LockOptions {
  /** How long to wait for the lock. @default for ever */
  readonly timeoutMs?: number
  /** How long a holder may give no sign of life. @default 60000 */
  readonly silenceMs?: number
  /** Told the process number of each holder that is waited for. */
  readonly onWait?: (pid: number) => void
}

/** A lock that this process holds. */
export interface HeldLock {
  /** Whether it was taken from a holder that had died. */
  readonly takenOver: boolean
  /**
   * Shows that the holder lives. A timer does so too, but not while synchronous work keeps it from running.
   *
   * @throws LockError if the lock is somebody else's by now: this process had stood still for too long.
   */
  assertHeld(): void
}

/** The lock was not to be had in time, or was lost. */
export class LockError extends Error {
  override readonly name = 'LockError'
}

interface Holder {
  readonly pid: number
  readonly host: string
  /** Tells two locks of one process apart. */
  readonly token: string
}

const POLL_MS = 20
/** So often a holder touches its file. */
const BEAT_MS = 2_000
/** So long a file may be without the name of its holder, which is written right after it was made. */
const NAMELESS_MS = 1_000

/**
 * Runs `work` while nobody else holds the lock file `path`.
 *
 * The lock of a process that has died is taken over: at once if it ran on this machine and its number is free, otherwise
 * (another machine, a number that was given again) when its file has not been touched for `silenceMs` while we looked.
 * That time is measured by the waiting process, so that clocks and a machine that slept do not count.
 *
 * @throws LockError after `timeoutMs`
 */
export async function withLock<T>(
  path: string,
  work: (lock: HeldLock) => T | Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), token: randomUUID() } satisfies Holder)
  const takenOver = await acquire(path, mine, options)
  // A sign that cannot be given is missing, no more.
  const beat = () => ignoring(['ENOENT', 'EROFS', 'EACCES', 'EIO'], () => utimesSync(path, new Date(), new Date()))
  const timer = setInterval(() => read(path) === mine && beat(), BEAT_MS).unref()
  try {
    return await work({
      takenOver,
      assertHeld() {
        if (read(path) !== mine) throw new LockError(`${path} was taken over by another process; run this again`)
        beat()
      },
    })
  } finally {
    clearInterval(timer)
    if (read(path) === mine) rmSync(path, { force: true })
  }
}

/** Waits for the lock. Tells whether it was taken from a holder that had died. */
async function acquire(
  path: string,
  mine: string,
  { timeoutMs = Number.POSITIVE_INFINITY, silenceMs = 60_000, onWait = () => {} }: LockOptions,
): Promise<boolean> {
  const start = performance.now()
  let seen: { readonly state: string; readonly since: number } | undefined
  let told: number | undefined
  let takenOver = false
  while (!take(path, mine)) {
    const content = read(path)
    if (content === undefined) continue
    const holder = parse(content)
    const now = performance.now()
    const state = `${content} ${modified(path)}`
    if (seen?.state !== state) seen = { state, since: now }
    if (hasDied(holder) || now - seen.since > (holder ? silenceMs : NAMELESS_MS)) {
      takenOver = discard(path, content) || takenOver
    } else if (now - start > timeoutMs) {
      throw new LockError(
        `${path} is held by ${describe(holder)} for more than ${timeoutMs / 1000} s; wait for it, or delete the file ` +
          'if that process is gone',
      )
    } else {
      if (holder && holder.pid !== told) onWait(holder.pid)
      told = holder?.pid
      await sleep(POLL_MS)
    }
  }
  return takenOver
}

/**
 * A file that exists, or a folder that its last holder has just removed, only means another try. Whoever stood still
 * between making the file and writing its name may have lost it: what is there now decides.
 */
function take(path: string, content: string): boolean {
  ignoring(['EEXIST', 'ENOENT'], () => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content, { flag: 'wx' })
  })
  return read(path) === content
}

/**
 * Removes the lock of a dead holder. If another process was faster and has taken it meanwhile, what was moved aside is
 * its lock, which is put back.
 */
function discard(path: string, dead: string): boolean {
  const aside = `${path}.${randomUUID()}`
  if (!ignoring(['ENOENT'], () => renameSync(path, aside))) return false
  const content = read(aside)
  rmSync(aside, { force: true })
  if (content === dead) return true
  if (content) ignoring(['EEXIST'], () => writeFileSync(path, content, { flag: 'wx' }))
  return false
}

function hasDied(holder: Holder | undefined): boolean {
  if (holder?.host !== hostname()) return false
  try {
    process.kill(holder.pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

function read(path: string): string | undefined {
  let content: string | undefined
  ignoring(['ENOENT'], () => {
    content = readFileSync(path, 'utf8')
  })
  return content
}

function modified(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs
}

/** Undefined while the holder is still writing its name, or if it died doing so. */
function parse(content: string): Holder | undefined {
  try {
    return JSON.parse(content) as Holder
  } catch {
    return undefined
  }
}

function describe(holder: Holder | undefined): string {
  return holder ? `process ${holder.pid} on ${holder.host}` : 'another process'
}
