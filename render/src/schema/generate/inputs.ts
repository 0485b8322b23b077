import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KubernetesSource } from './sources.ts'

/** The pinned files of a Kubernetes release, from the Go module that holds them. Needs the `go` command. */
export function readKubernetesInputs({ module, tag, inputs }: KubernetesSource): Record<string, string> {
  // The module is only looked at, never built: GOTOOLCHAIN=local keeps Go from fetching the toolchain it asks for.
  const answer = execFileSync('go', ['mod', 'download', '-json', `${module}@${tag}`], {
    encoding: 'utf8',
    env: { ...process.env, GOTOOLCHAIN: 'local', GOWORK: 'off' },
  })
  const { Dir: directory } = JSON.parse(answer) as { Dir: string }
  return Object.fromEntries(
    Object.entries(inputs).map(([path, sha256]) => [
      path,
      pinned(readFileSync(join(directory, path)), sha256, `${module} ${tag} ${path}`),
    ]),
  )
}

function pinned(bytes: Buffer, sha256: string, what: string): string {
  const actual = createHash('sha256').update(bytes).digest('hex')
  if (actual !== sha256) {
    throw new Error(
      `${what}: SHA-256 is ${actual}, sources.ts pins ${sha256}: take the pinned file, or review the new one and pin it`,
    )
  }
  return bytes.toString('utf8')
}
