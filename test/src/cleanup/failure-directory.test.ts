import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { failureDirectory } from './failure-directory.ts'

// Not where real failures are kept: those may be looked at just now.
let scratch: string
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'ainur-failures-'))
  vi.stubEnv('TMPDIR', scratch)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(scratch, { recursive: true })
})

it('keeps the newest twenty', () => {
  const made = Array.from({ length: 22 }, (_, index) => {
    const path = failureDirectory('many')
    // Directories made within a few milliseconds have the same time.
    utimesSync(path, index, index)
    return path
  })
  expect(made.map((path) => existsSync(path))).toEqual(made.map((_, index) => index >= 2))
  expect(readdirSync(dirname(made[0] as string))).toHaveLength(20)
})
