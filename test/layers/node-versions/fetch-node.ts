import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { cacheDirectory } from '../../src/assets/cache-directory.ts'
import type { NodeRelease } from './node-releases.ts'

/**
 * Path of a version's `node`, fetched with npm into the cache the first time.
 *
 * @throws where no npm package carries Node for this machine, none can be fetched, or its content is not what is pinned.
 */
export async function fetchNode(
  { version, integrity }: NodeRelease,
  { platform, arch }: Pick<NodeJS.Process, 'platform' | 'arch'> = process,
): Promise<string> {
  if (platform !== 'linux' || (arch !== 'x64' && arch !== 'arm64')) {
    throw new Error(`no npm package carries Node.js for ${platform} on ${arch}, only for linux on x64 and arm64`)
  }
  const name = `node-linux-${arch}`
  const cache = join(cacheDirectory(), 'node')
  const program = join(cache, `${version}-${arch}`, 'node')
  if (existsSync(program)) return program
  mkdirSync(dirname(program), { recursive: true })
  // The program appears whole or not at all; of two that fetch it at once, the later one replaces it with the same.
  const folder = mkdtempSync(join(cache, 'fetch-'))
  try {
    const { stdout } = await execa('npm', ['pack', '--silent', `${name}@${version}`], { cwd: folder })
    const archive = join(folder, stdout.trim())
    assertIntegrity(`${name}@${version}`, readFileSync(archive), integrity[arch])
    await execa('tar', ['-xzf', archive, '-C', folder, 'package/bin/node'])
    renameSync(join(folder, 'package/bin/node'), program)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return program
}

/** @throws unless `content` has this integrity, as package locks spell it. */
export function assertIntegrity(name: string, content: Buffer, expected: string): void {
  const found = `sha512-${createHash('sha512').update(content).digest('base64')}`
  if (found !== expected) throw new Error(`${name} is not what node-releases.ts pins: ${found} instead of ${expected}`)
}
