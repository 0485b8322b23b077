import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { identify } from '../../test/src/cleanup/process-identity.ts'
import { scratchRoot } from '../../test/src/cleanup/scratch-root.ts'
import { useDaemon } from './daemon-use.ts'

let scratch: string
let daemon: ChildProcess | undefined
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'ainur-daemon-'))
  vi.stubEnv('TMPDIR', scratch)
})
afterEach(async () => {
  await stop()
  vi.unstubAllEnvs()
  rmSync(scratch, { recursive: true })
})

const start = async () => {
  daemon ??= spawn('sleep', ['1000'])
}
const stop = async () => {
  const ended = new Promise((resolve) => (daemon ? daemon.once('exit', resolve) : resolve(undefined)))
  daemon?.kill('SIGKILL')
  await ended
  daemon = undefined
}
const use = () => useDaemon('sleeper', { pid: () => daemon?.pid, start, stop })
/** Another run, which uses it too. */
const otherUser = (identity: object | undefined) =>
  writeFileSync(join(scratchRoot(), 'sleeper', 'users', '1'), JSON.stringify(identity))

describe('useDaemon', () => {
  it('starts the daemon, and stops what it started', async () => {
    const leave = await use()
    expect(daemon).toBeDefined()
    await leave()
    expect(daemon).toBeUndefined()
    // As when several layers of a run use it.
    await leave()
  })

  it('leaves a daemon alone that ran before', async () => {
    await start()
    await (await use())()
    expect(daemon).toBeDefined()
  })

  it('leaves it to the last user to stop it, and does not wait for those that were killed', async () => {
    const leave = await use()
    otherUser(identify(process.ppid))
    await leave()
    expect(daemon).toBeDefined()
    otherUser({ pid: process.ppid, startedAt: 'before the machine was started' })
    await (await use())()
    expect(daemon).toBeUndefined()
  })
})
