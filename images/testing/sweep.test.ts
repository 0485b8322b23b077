import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { skipReason } from '../../test/src/layers/runnable.ts'
import { baseImage, docker, runDocker } from './docker.ts'
import { directoryPrefix, sweep } from './sweep.ts'

const skipped = await skipReason('images', docker)

describe.skipIf(skipped)('sweep', () => {
  it('removes what a killed run left, and nothing of one that lives', async () => {
    // A label and a directory of its own: another run may sweep at any time.
    const label = `ainur.test.sweep-${process.pid}`
    const scratch = mkdtempSync(join(tmpdir(), 'ainur-sweep-'))
    vi.stubEnv('TMPDIR', scratch)
    onTestFinished(() => {
      vi.unstubAllEnvs()
      rmSync(scratch, { recursive: true })
    })
    const ended = await execa('sh', ['-c', 'echo $$'])
    const start = (pid: string | number) => runDocker('create', `--label=${label}=${pid}`, baseImage, 'true')
    const directoryOf = (pid: string | number) => join(tmpdir(), `${directoryPrefix}${pid}-test`)
    const [dead, alive] = [await start(ended.stdout), await start(process.pid)]
    mkdirSync(directoryOf(ended.stdout))
    mkdirSync(directoryOf(process.pid))
    try {
      const removed = await sweep(label)
      expect(removed).toContain(directoryOf(ended.stdout))
      expect(removed.some((what) => what === `container ${dead.slice(0, 12)}`)).toBe(true)
      const left = await runDocker('ps', '--all', '--quiet', '--no-trunc')
      expect(left).not.toContain(dead)
      expect(left).toContain(alive)
      expect([existsSync(directoryOf(ended.stdout)), existsSync(directoryOf(process.pid))]).toEqual([false, true])

      // Two runs that start together.
      const another = await start(ended.stdout)
      await Promise.all([sweep(label), sweep(label)])
      expect(await runDocker('ps', '--all', '--quiet', '--no-trunc')).not.toContain(another)
    } finally {
      await runDocker('rm', '--force', alive)
    }
  })
})
