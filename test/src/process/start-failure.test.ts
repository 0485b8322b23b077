import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { until } from '../wait/until.ts'
import { Family } from './family.ts'
import { startFailure } from './start-failure.ts'

let scratch: string
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'ainur-failure-'))
  vi.stubEnv('TMPDIR', scratch)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(scratch, { recursive: true })
})

it('keeps what the programs wrote, also after the cluster is gone', async () => {
  const family = new Family('lab')
  const child = family.start('part', 'sh', ['-c', 'echo the reason'])
  await until(() => (child.running ? { state: 'runs' } : { done: true }), { what: 'its end', intervalMs: 5 })
  const cause = new Error('part exited with code 0')
  const failure = startFailure('lab', family, cause)
  await family.end()
  const [, directory = ''] =
    /^cluster lab did not start: part exited with code 0\nall logs are kept in (.*)$/.exec(failure.message) ?? []
  expect(failure.cause).toBe(cause)
  expect(existsSync(family.directory)).toBe(false)
  expect(readFileSync(join(directory, 'part.log'), 'utf8')).toBe('the reason\n')
})
