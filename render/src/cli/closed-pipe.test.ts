import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'

let library: string
beforeAll(async () => {
  const entry = fileURLToPath(new URL('closed-pipe.ts', import.meta.url))
  const result = await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'cjs', write: false })
  library = result.outputFiles[0]?.text ?? ''
})

/** What a program that prints ten megabytes to a reader of one byte says on stderr, and its exit code. */
async function print(prepare: string): Promise<string> {
  const program = `${library}\n${prepare}\nprocess.stdout.write('x'.repeat(1e7));process.exitCode = 3`
  const script = '("$NODE" -e "$PROGRAM"; echo "exit $?" >&2) | head -c 1'
  const { stderr } = await promisify(execFile)('sh', ['-c', script], {
    env: { PATH: process.env.PATH, NODE: process.execPath, PROGRAM: program },
  })
  return stderr.trim()
}

describe('allowClosedPipe', () => {
  it('ends with the exit code of the command when the reader goes away', async () => {
    expect(await print('module.exports.allowClosedPipe(process.stdout)')).toBe('exit 3')
  })

  it('is needed', async () => {
    expect(await print('')).toContain('EPIPE')
  })
})
