import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type HeldLock, LockError, withLock } from './with-lock.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'))
  path = join(folder, 'a.lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

const lockOf = (pid: number, host = hostname()) => writeFileSync(path, JSON.stringify({ pid, host, token: 'theirs' }))
/** Number of a process that has ended. */
const endedPid = () => spawnSync(process.execPath, ['--version']).pid
const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

describe('withLock', () => {
  it('lets one at a time, and tells the others for whom they wait', async () => {
    const order: string[] = []
    const waited: number[] = []
    const enter = (name: string) => async () => {
      order.push(`${name} in`)
      await vi.waitUntil(() => waited.length > 0, { timeout: 60_000, interval: 5 })
      order.push(`${name} out`)
    }
    await Promise.all(['a', 'b'].map((name) => withLock(path, enter(name), { onWait: (pid) => waited.push(pid) })))
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out'])
    expect(waited).toEqual([process.pid])
    expect(readdirSync(folder)).toEqual([])
  })

  it('gives the lock back when the work fails', async () => {
    await expect(withLock(path, () => Promise.reject(new Error('no space')))).rejects.toThrow('no space')
    expect(existsSync(path)).toBe(false)
  })

  it('makes the folder of the lock', async () => {
    expect(await withLock(join(folder, 'b/c/d.lock'), () => 'done')).toBe('done')
  })

  it('takes over at once from a process of this machine that has ended, and says so', async () => {
    lockOf(endedPid())
    expect(await withLock(path, ({ takenOver }) => takenOver)).toBe(true)
    expect(await withLock(path, ({ takenOver }) => takenOver)).toBe(false)
    expect(readdirSync(folder)).toEqual([])
  })

  it('lets one at a time also when many find a holder that has ended', async () => {
    lockOf(endedPid())
    let inside = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++inside)
      await nextTurn()
      inside--
    }
    await Promise.all(Array.from({ length: 8 }, () => withLock(path, work)))
    expect(most).toBe(1)
  })

  it('never takes a lock, not even for an instant, from one that was faster to take over', async () => {
    lockOf(endedPid())
    const work = async (lock: HeldLock) => {
      for (let turn = 0; turn < 50; turn++) {
        lock.assertHeld()
        await nextTurn()
      }
    }
    await Promise.all(Array.from({ length: 8 }, () => withLock(path, work)))
  })

  it.each([
    ['a process that has the number of one that ended', () => lockOf(process.ppid)],
    ['another machine', () => lockOf(endedPid(), 'elsewhere.example.com')],
  ])('takes over from %s when the lock was not touched for a time', async (_, arrange) => {
    arrange()
    await expect(withLock(path, () => {}, { timeoutMs: 100 })).rejects.toThrow(LockError)
    expect(await withLock(path, ({ takenOver }) => takenOver, { silenceMs: 100 })).toBe(true)
  })

  it('takes over soon from a process that died before it had written its name', async () => {
    writeFileSync(path, '')
    expect(await withLock(path, ({ takenOver }) => takenOver)).toBe(true)
  })

  it('goes by what it sees itself: a file with an old time is no reason to take a lock', async () => {
    lockOf(process.ppid)
    utimesSync(path, new Date(0), new Date(0))
    await expect(withLock(path, () => {}, { timeoutMs: 100 })).rejects.toThrow(LockError)
  })

  it('leaves the lock to a holder that gives signs of life, however long it works', async () => {
    lockOf(process.ppid)
    let beats = 0
    const timer = setInterval(() => utimesSync(path, new Date(), new Date(++beats * 1000)), 20)
    try {
      await expect(withLock(path, () => {}, { silenceMs: 2_000, timeoutMs: 4_000 })).rejects.toThrow(LockError)
    } finally {
      clearInterval(timer)
    }
    expect(beats).toBeGreaterThan(2)
  })

  it('gives signs of life while it waits for its own work', async () => {
    await withLock(path, async () => {
      utimesSync(path, new Date(0), new Date(0))
      await vi.waitUntil(() => statSync(path).mtimeMs > 0, { timeout: 60_000 })
    })
  })

  it('says who has the lock, and what to do, when it was not to be had in time', async () => {
    lockOf(process.ppid)
    await expect(withLock(path, () => {}, { timeoutMs: 0 })).rejects.toThrow(
      `${path} is held by process ${process.ppid} on ${hostname()} for more than 0 s; wait for it, or delete the file if that process is gone`,
    )
  })

  it('notices that its lock was taken away, and leaves the new one alone', async () => {
    const work = withLock(path, ({ assertHeld }) => {
      assertHeld()
      lockOf(process.ppid)
      assertHeld()
    })
    await expect(work).rejects.toThrow('was taken over by another process')
    expect(readFileSync(path, 'utf8')).toContain('theirs')
  })
})
