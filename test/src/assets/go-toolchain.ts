import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Oldest Go that builds every module in the catalogue, as their `go.mod` files say. */
export const oldestGo = '1.26'

export type GoToolchain = { readonly version: string } | { readonly problem: string }

/** The Go on the PATH, or why it will not do. */
export async function findGo(command = 'go'): Promise<GoToolchain> {
  let version: string
  try {
    version = (await run(command, ['env', 'GOVERSION'])).stdout.trim()
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return {
      problem: missing
        ? `Go is not installed; Go ${oldestGo} or newer builds the programs of the test cluster (https://go.dev/doc/install), or AINUR_ASSETS names a directory that holds them`
        : `\`${command} env GOVERSION\` failed: ${(error as Error).message}`,
    }
  }
  if (isOlder(version, oldestGo)) {
    return { problem: `Go is ${version}; ${oldestGo} or newer is needed to build the programs of the test cluster` }
  }
  return { version }
}

/** Compares `go1.26.8` or `go1.27rc1` with `1.26`. Versions that do not start that way (`devel …`) count as new. */
export function isOlder(version: string, oldest: string): boolean {
  const found = /^go(\d+)\.(\d+)/.exec(version)
  if (!found) return false
  const [major = 0, minor = 0] = oldest.split('.').map(Number)
  return Number(found[1]) < major || (Number(found[1]) === major && Number(found[2]) < minor)
}
