import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Folder of a Go module's sources, whose checksum Go compares with the public checksum database. Downloads it once. */
export async function moduleFolder(module: string, version: string): Promise<string> {
  const { stdout } = await run('go', ['mod', 'download', '-json', `${module}@${version}`], {
    cwd: tmpdir(),
    env: { ...process.env, GOWORK: 'off' },
  })
  return (JSON.parse(stdout) as { readonly Dir: string }).Dir
}
