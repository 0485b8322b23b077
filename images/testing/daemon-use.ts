import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from '@ainur/render/with-lock'
import { identify, isRunning } from '../../test/src/cleanup/process-identity.ts'
import { ownerIn } from '../../test/src/cleanup/reservation.ts'
import { scratchRoot } from '../../test/src/cleanup/scratch-root.ts'

/** A daemon that runs may start, and that others may use at the same time. */
export interface Daemon {
  /** Its process, when it runs. */
  readonly pid: () => number | undefined
  /** Starts it when it does not run. */
  readonly start: () => Promise<void>
  /** Ends it; resolves when it is gone. */
  readonly stop: (pid: number) => Promise<void>
}

/**
 * Uses a daemon, which is started when there is none. Returns what ends the use: the last of all users on this machine
 * stops the daemon, if one of them started it. Users that were killed do not count.
 */
export async function useDaemon(name: string, { pid, start, stop }: Daemon): Promise<() => Promise<void>> {
  const folder = join(scratchRoot(), name)
  const users = join(folder, 'users')
  const ours = join(folder, 'started')
  const self = join(users, String(process.pid))
  const alone = <T>(work: () => Promise<T>) => withLock(join(folder, 'lock'), work)
  mkdirSync(users, { recursive: true })
  await alone(async () => {
    writeFileSync(self, JSON.stringify(identify(process.pid)))
    const before = pid()
    await start()
    const after = pid()
    if (after !== undefined && after !== before) writeFileSync(ours, JSON.stringify(identify(after)))
  })
  return () =>
    alone(async () => {
      rmSync(self, { force: true })
      if (readdirSync(users).some((user) => isAlive(join(users, user)))) return
      const started = ownerIn(ours)
      if (started && isRunning(started)) await stop(started.pid)
      rmSync(ours, { force: true })
    })
}

/** Whether a user still runs; what one left that was killed is removed. */
function isAlive(file: string): boolean {
  const identity = ownerIn(file)
  if (identity && isRunning(identity)) return true
  rmSync(file, { force: true })
  return false
}
