import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { scratchRoot } from '../cleanup/scratch-root.ts'
import { abandonedSlots, releaseSlot, takeSlot } from './slot.ts'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ainur-slot-'))
  vi.stubEnv('TMPDIR', directory)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(directory, { recursive: true })
})

const reservation = (number: number) => join(scratchRoot(), 'nodes', String(number))

describe('a slot', () => {
  it('is the first that nobody holds, and free again once released', () => {
    const [one, two] = [takeSlot(), takeSlot()]
    expect([one.number, two.number]).toEqual([1, 2])
    expect(two).toMatchObject({ cgroup: 'ainur-2', network: { link: 'ainur2' } })
    releaseSlot(one)
    expect(takeSlot().number).toBe(1)
  })

  it('is abandoned when its owner is gone, and not while it runs or the reservation is being written', () => {
    takeSlot()
    takeSlot()
    writeFileSync(reservation(2), JSON.stringify({ pid: process.pid, startedAt: 'another time' }))
    writeFileSync(reservation(3), '')
    expect(abandonedSlots().map(({ number }) => number)).toEqual([2])
  })

  it('cannot be had when all are taken', () => {
    for (let number = 1; number <= 62; number++) takeSlot()
    expect(() => takeSlot()).toThrow(/all 62 slots for node clusters are taken; their owners are named in .*nodes/)
  })
})
