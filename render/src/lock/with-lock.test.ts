import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withLock } from './lock.ts'

describe('withLock', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lock-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('lets one at a time, and tells the others for whom they wait', async () => {
    const path = join(folder, 'a.lock')
    const order: string[] = []
    const waited: number[] = []
    const work = (name: string) => async () => {
      order.push(`${name} in`)
      await new Promise((resolve) => setTimeout(resolve, 20))
      order.push(`${name} out`)
    }
    await Promise.all(['a', 'b'].map((name) => withLock(path, work(name), (pid) => waited.push(pid))))
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out'])
    expect(waited).toEqual([process.pid])
    expect(existsSync(path)).toBe(false)
  })

  it('is never seen without its holder, who would be taken for dead', async () => {
    const path = join(folder, 'a.lock')
    await withLock(path, async () => {
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid })
      expect(readdirSync(folder)).toEqual(['a.lock'])
    })
    expect(readdirSync(folder)).toEqual([])
  })

  it('lets one at a time also when many find a holder that no longer runs', async () => {
    const path = join(folder, 'a.lock')
    writeFileSync(path, JSON.stringify({ pid: process.pid, startedAt: 'before the machine was started' }))
    let inside = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setTimeout(resolve, 1))
      inside--
    }
    await Promise.all(Array.from({ length: 4 }, () => withLock(path, work)))
    expect(most).toBe(1)
  })

  it('takes over from a holder that no longer runs', async () => {
    const path = join(folder, 'a.lock')
    writeFileSync(path, JSON.stringify({ pid: process.pid, startedAt: 'before the machine was started' }))
    expect(await withLock(path, async () => 'done')).toBe('done')
  })

  it('gives the lock back when the work fails', async () => {
    const path = join(folder, 'a.lock')
    await expect(withLock(path, () => Promise.reject(new Error('no space')))).rejects.toThrow('no space')
    expect(existsSync(path)).toBe(false)
  })
})
