import { existsSync } from 'node:fs'
import { execa } from 'execa'

/** Program -> Debian's and Ubuntu's package for it. */
export type SystemPrograms = Readonly<Record<string, string>>

/** The part of the system that is looked at; given by tests. */
export interface SystemView {
  readonly platform: string
  readonly uid: number | undefined
  has(program: string): boolean
}

/** Directories in which a program of the system is looked for; those of root may be missing from a user's PATH. */
const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']

/** `PATH` of those directories. */
export const systemPath = folders.join(':')

const thisSystem: SystemView = {
  platform: process.platform,
  uid: process.getuid?.(),
  has: (program) => folders.some((folder) => existsSync(`${folder}/${program}`)),
}

/** Why `what` cannot run here, in one line; undefined when Linux, root and the programs are there. */
export function whyNotHere(
  what: string,
  programs: SystemPrograms,
  system: SystemView = thisSystem,
): string | undefined {
  if (system.platform !== 'linux') return `${what} needs Linux; this is ${system.platform}`
  if (system.uid !== 0) return `${what} needs root, for its namespaces and its link: run this with sudo`
  const missing = Object.keys(programs).filter((program) => !system.has(program))
  if (missing.length === 0) return undefined
  return `${what} needs ${missing.join(', ')}; apt-get install ${packagesOf(programs, missing).join(' ')}`
}

/**
 * Installs what is missing for `what`, as root on Debian and Ubuntu, and says what. Does nothing anywhere else, nor when
 * all is there: `whyNotHere` tells what is left.
 */
export async function installPrograms(
  what: string,
  programs: SystemPrograms,
  say: (message: string) => void,
): Promise<void> {
  const { platform, uid, has } = thisSystem
  const missing = Object.keys(programs).filter((program) => !has(program))
  if (platform !== 'linux' || uid !== 0 || missing.length === 0 || !has('apt-get')) return
  const packages = packagesOf(programs, missing)
  say(`${what} needs ${missing.join(', ')}: installing ${packages.join(', ')}`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  // Lists may be stale or absent; if the archive cannot be reached, the installation says so.
  await execa('apt-get', ['update', '-qq'], { env, reject: false })
  const patience = ['-o', 'DPkg::Lock::Timeout=300']
  await execa('apt-get', [...patience, 'install', '-y', '-qq', '--no-install-recommends', ...packages], { env })
}

function packagesOf(programs: SystemPrograms, names: readonly string[]): string[] {
  return [...new Set(names.map((program) => programs[program] as string))]
}
