import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { identify, isRunning, type ProcessIdentity } from '../cleanup/process-identity.ts'

/**
 * Runs `work` while no other process holds the lock file `path`. A lock whose holder no longer runs is taken over.
 *
 * @param onWait told the process number of each holder that is waited for
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  onWait: (pid: number) => void = () => {},
): Promise<T> {
  mkdirSync(dirname(path), { recursive: true })
  const self = identify(process.pid)
  let told: number | undefined
  while (!take(path, self)) {
    const holder = readHolder(path)
    if (holder && isRunning(holder)) {
      if (holder.pid !== told) onWait(holder.pid)
      told = holder.pid
      await sleep(50)
    } else discard(path, holder)
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

/** The file appears with its content: one that says no holder would be taken for a leftover. */
function take(path: string, self: ProcessIdentity | undefined): boolean {
  const written = `${path}.${randomUUID()}`
  writeFileSync(written, JSON.stringify(self))
  return linkTo(written, path)
}

/** Gives a file another name, unless that is taken; its old name goes in any case. */
function linkTo(file: string, path: string): boolean {
  try {
    linkSync(file, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(file, { force: true })
  }
}

function readHolder(path: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity
  } catch {
    return undefined
  }
}

/**
 * Removes what a holder left that no longer runs. Of two processes that found the same, the slower one may get hold of
 * the lock that the faster one has just taken; it looks at what it got, and puts that back.
 */
function discard(path: string, dead: ProcessIdentity | undefined): void {
  const aside = `${path}.${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  if (JSON.stringify(readHolder(aside)) === JSON.stringify(dead)) rmSync(aside, { force: true })
  else linkTo(aside, path)
}
