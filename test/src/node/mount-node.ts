import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NodeCgroup } from './node-cgroup.ts'
import type { NodeSpace } from './node-space.ts'

/** What a kubelet sets in the machine's kernel where it finds another value. These reach past any namespace. */
const sysctls: Readonly<Record<string, string>> = {
  'vm/overcommit_memory': '1',
  'vm/panic_on_oom': '0',
  'kernel/panic': '10',
  'kernel/panic_on_oops': '1',
  'kernel/keys/root_maxkeys': '1000000',
  'kernel/keys/root_maxbytes': '25000000',
}

/** Directories of the node that are kept on disk, since images and volumes are too much for memory. */
const kept: Readonly<Record<string, string>> = {
  '/var/lib/containerd': 'containerd',
  '/var/lib/kubelet': 'kubelet',
  '/var/log': 'pod-logs',
}

/**
 * Gives a node its own /proc, /sys, /run, /var/lib and /var/log; everything else is the machine's. Nothing of it shows
 * outside, and it ends with the node.
 *
 * @param directory on the machine, for what is kept on disk
 */
export async function mountNode(space: NodeSpace, cgroup: NodeCgroup, directory: string): Promise<void> {
  const mount = (...args: readonly string[]) => space.run('mount', args)
  const tmpfs = (path: string) => mount('-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', path)
  for (const folder of Object.values(kept)) mkdirSync(join(directory, folder), { recursive: true })
  await mount('-t', 'proc', 'proc', '/proc')
  // sysfs shows the network namespace that it was mounted in.
  await mount('-t', 'sysfs', 'sysfs', '/sys')
  for (const args of cgroup.mounts) {
    const target = args.at(-1) as string
    await space.run('mkdir', ['-p', target])
    await mount(...args)
  }
  for (const [name, target] of Object.entries(cgroup.links)) {
    symlinkSync(target, space.outside(`/sys/fs/cgroup/${name}`))
  }
  await tmpfs('/run')
  await tmpfs('/var/lib')
  if (!existsSync(space.outside(directory))) {
    throw new Error(
      `the node has its own /run and /var/lib, which hide ${directory}: set TMPDIR to a directory elsewhere`,
    )
  }
  for (const [path, folder] of Object.entries(kept)) {
    mkdirSync(space.outside(path), { recursive: true })
    await mount('--bind', join(directory, folder), path)
  }
  await simulateSysctls(space, mount)
  // Only inside the node's network namespace.
  await space.run('tee', ['/proc/sys/net/ipv4/ip_forward'], '1')
  await mount('--make-rshared', '/')
}

/** Puts a file with the expected value over each, so that the kubelet is content and the machine untouched. */
async function simulateSysctls(
  space: NodeSpace,
  mount: (...args: readonly string[]) => Promise<string>,
): Promise<void> {
  mkdirSync(space.outside('/run/sysctl'))
  for (const [name, value] of Object.entries(sysctls)) {
    const file = `/run/sysctl/${name.replaceAll('/', '.')}`
    writeFileSync(space.outside(file), `${value}\n`)
    await mount('--bind', file, `/proc/sys/${name}`)
  }
}
