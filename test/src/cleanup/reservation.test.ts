import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { identify } from './process-identity.ts'
import { isAbandoned, ownerIn, reserve } from './reservation.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reservation-'))
  file = join(folder, '1')
})
afterEach(() => rmSync(folder, { recursive: true }))

it('is given once, and names its owner', () => {
  expect(reserve(file)).toBe(true)
  expect(reserve(file)).toBe(false)
  expect(ownerIn(file)).toEqual(identify(process.pid))
  expect(isAbandoned(file)).toBe(false)
})

it('is abandoned when its owner no longer runs, also if another process has that number now', () => {
  writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: 'before the machine was started' }))
  expect(isAbandoned(file)).toBe(true)
})

it('is not abandoned while it is being written', () => {
  writeFileSync(file, '')
  expect(isAbandoned(file)).toBe(false)
})
