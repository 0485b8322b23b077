import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import { skipReason } from '../../test/src/layers/runnable.ts'
import { baseImage, docker, runDocker } from './docker.ts'
import { directoryPrefix, ownerLabel, sweep } from './sweep.ts'

const skipped = await skipReason('images', docker)

describe.skipIf(skipped)('sweep', () => {
  it('removes what a killed run left, and nothing of one that lives', async () => {
    const ended = await execa('sh', ['-c', 'echo $$'])
    const start = (pid: string | number) => runDocker('create', `--label=${ownerLabel}=${pid}`, baseImage, 'true')
    const directoryOf = (pid: string | number) => join(tmpdir(), `${directoryPrefix}${pid}-test`)
    const [dead, alive] = [await start(ended.stdout), await start(process.pid)]
    mkdirSync(directoryOf(ended.stdout))
    mkdirSync(directoryOf(process.pid), { recursive: true })
    try {
      const removed = await sweep()
      expect(removed).toContain(directoryOf(ended.stdout))
      expect(removed.some((what) => what === `container ${dead.slice(0, 12)}`)).toBe(true)
      const left = await runDocker('ps', '--all', '--quiet', '--no-trunc')
      expect(left).not.toContain(dead)
      expect(left).toContain(alive)
      expect([existsSync(directoryOf(ended.stdout)), existsSync(directoryOf(process.pid))]).toEqual([false, true])
    } finally {
      await runDocker('rm', '--force', alive)
      await execa('rm', ['-rf', directoryOf(process.pid)])
    }
  })
})
