import { existsSync } from 'node:fs'
import { execa } from 'execa'

/** Directories in which a program of the system is looked for; those of root may be missing from a user's PATH. */
const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']

/** What a node needs of the system: program -> Debian's and Ubuntu's package for it. */
export const systemPrograms: Readonly<Record<string, string>> = {
  containerd: 'containerd',
  'containerd-shim-runc-v2': 'containerd',
  ctr: 'containerd',
  runc: 'runc',
  nft: 'nftables',
  ip: 'iproute2',
  unshare: 'util-linux',
  nsenter: 'util-linux',
  setpriv: 'util-linux',
  mount: 'mount',
  hostname: 'hostname',
}

/** The part of the system that is looked at; given by tests. */
export interface SystemView {
  readonly platform: string
  readonly uid: number | undefined
  has(program: string): boolean
}

const thisSystem: SystemView = {
  platform: process.platform,
  uid: process.getuid?.(),
  has: (program) => folders.some((folder) => existsSync(`${folder}/${program}`)),
}

/** Why a real node cannot run here, in one line; undefined when it can. */
export function whyNoNode(system: SystemView = thisSystem): string | undefined {
  if (system.platform !== 'linux') return `a real node needs Linux; this is ${system.platform}`
  if (system.uid !== 0) return 'a real node needs root, for its namespaces and its link: run this with sudo'
  const missing = Object.keys(systemPrograms).filter((program) => !system.has(program))
  if (missing.length === 0) return undefined
  return `a real node needs ${missing.join(', ')}; apt-get install ${packagesOf(missing).join(' ')}`
}

/**
 * Installs what is missing, as root on Debian and Ubuntu, and says what. Does nothing anywhere else, nor when all is
 * there: `whyNoNode` tells what is left.
 */
export async function prepareNode(say: (message: string) => void): Promise<void> {
  const missing = Object.keys(systemPrograms).filter((program) => !thisSystem.has(program))
  if (thisSystem.platform !== 'linux' || thisSystem.uid !== 0 || missing.length === 0 || !thisSystem.has('apt-get'))
    return
  const packages = packagesOf(missing)
  say(`a real node needs ${missing.join(', ')}: installing ${packages.join(', ')}`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  // Lists may be stale or absent; if the archive cannot be reached, the installation says so.
  await execa('apt-get', ['update', '-qq'], { env, reject: false })
  const patience = ['-o', 'DPkg::Lock::Timeout=300']
  await execa('apt-get', [...patience, 'install', '-y', '-qq', '--no-install-recommends', ...packages], { env })
}

function packagesOf(programs: readonly string[]): string[] {
  return [...new Set(programs.map((program) => systemPrograms[program] as string))]
}
