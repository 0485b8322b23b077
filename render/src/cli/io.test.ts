import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'

let program: string
beforeAll(async () => {
  const entry = fileURLToPath(new URL('io.ts', import.meta.url))
  const result = await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'cjs', write: false })
  program = `${result.outputFiles[0]?.text}\nconsole.log(JSON.stringify(module.exports.processIo('.').colors))`
})

async function colors(env: NodeJS.ProcessEnv): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], {
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
