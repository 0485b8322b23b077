import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const program = `const { processIo } = await import('${new URL('io.ts', import.meta.url).href}')
  console.log(JSON.stringify(processIo('.').colors))`

async function colors(env: NodeJS.ProcessEnv): Promise<unknown> {
  const args = ['--import', 'tsx', '--input-type=module', '-e', program]
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: import.meta.dirname,
    env: { PATH: process.env.PATH, ...env },
  })
  return JSON.parse(stdout)
}

describe('processIo', () => {
  it('wants no colour where no terminal is', async () => {
    expect(await colors({})).toEqual({ stdout: false, stderr: false })
  })

  it('wants colour when forced, unless NO_COLOR is set', async () => {
    expect(await colors({ FORCE_COLOR: '1' })).toEqual({ stdout: true, stderr: true })
    expect(await colors({ FORCE_COLOR: '1', NO_COLOR: '1' })).toEqual({ stdout: false, stderr: false })
  })
})
