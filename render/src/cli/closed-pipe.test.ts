import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const library = new URL('closed-pipe.ts', import.meta.url).href

/** What a program that prints ten megabytes to a reader of one byte says on stderr, and its exit code. */
async function print(prepare: string): Promise<string> {
  const program = `const { allowClosedPipe } = await import('${library}')
    ${prepare}
    process.stdout.write('x'.repeat(1e7))
    process.exitCode = 3`
  const script = '("$NODE" --import tsx --input-type=module -e "$PROGRAM"; echo "exit $?" >&2) | head -c 1'
  const { stderr } = await promisify(execFile)('sh', ['-c', script], {
    cwd: import.meta.dirname,
    env: { PATH: process.env.PATH, NODE: process.execPath, PROGRAM: program },
  })
  return stderr.trim()
}

describe('allowClosedPipe', () => {
  it('ends with the exit code of the command when the reader goes away', async () => {
    expect(await print('allowClosedPipe(process.stdout)')).toBe('exit 3')
  })

  it('is needed', async () => {
    expect(await print('')).toContain('EPIPE')
  })
})
