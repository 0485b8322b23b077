import { existsSync, rmSync } from 'node:fs'
import { expect, it } from 'vitest'
import { failureDirectory } from './failure-directory.ts'

it('keeps the newest twenty', () => {
  const made = Array.from({ length: 22 }, () => failureDirectory('many'))
  expect(existsSync(made[0] ?? '')).toBe(false)
  expect(made.filter((path) => existsSync(path)).length).toBeLessThanOrEqual(20)
  expect(existsSync(made[21] ?? '')).toBe(true)
  for (const path of made) rmSync(path, { recursive: true, force: true })
})
