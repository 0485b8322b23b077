import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { directoriesBelow } from './directories-below.ts'
import type { NodeCgroup } from './node-cgroup.ts'

interface Hierarchy {
  /** `/sys/fs/cgroup/cpu,cpuacct` */
  readonly path: string
  /** As mount(8) wants them: `cpu,cpuacct`, or `none,name=systemd`. */
  readonly options: string
}

/**
 * cgroup v1: a directory in each hierarchy; the node mounts the same hierarchies from its own cgroup namespace.
 *
 * @param mounts text of /proc/self/mounts
 */
export function cgroupV1(name: string, mounts: string): NodeCgroup {
  const hierarchies = findHierarchies(mounts)
  const directories = hierarchies.map(({ path }) => join(path, name))
  const join_ = directories.map((directory) => join(directory, 'cgroup.procs'))
  return {
    create() {
      for (const [index, { path, options }] of hierarchies.entries()) {
        const directory = directories[index] as string
        mkdirSync(directory, { recursive: true })
        if (options.split(',').includes('cpuset')) inheritCpus(path, directory)
      }
    },
    firstProcess: join_,
    settle() {},
    laterProcesses: join_,
    mounts: [
      ['-t', 'tmpfs', '-o', 'mode=755', 'cgroup', '/sys/fs/cgroup'],
      ...hierarchies.map(({ path, options }) => ['-t', 'cgroup', '-o', options, 'cgroup', path]),
    ],
    links: Object.fromEntries(
      hierarchies
        .map(({ path }) => basename(path))
        .filter((combined) => combined.includes(','))
        .flatMap((combined) => combined.split(',').map((one) => [one, combined])),
    ),
    directories: () => directories.flatMap(directoriesBelow),
  }
}

/** Hierarchies of version 1 among the mounts; a version 2 hierarchy beside them stays unused. */
export function findHierarchies(mounts: string): Hierarchy[] {
  return mounts
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, path = '', type]) => type === 'cgroup' && path.startsWith('/sys/fs/cgroup/'))
    .map(([, path = '', , options = '']) => ({ path, options: mountOptions(options) }))
}

const generic = new Set(['rw', 'ro', 'nosuid', 'nodev', 'noexec', 'relatime', 'noatime', 'seclabel', 'xattr'])

function mountOptions(shown: string): string {
  const own = shown
    .split(',')
    .filter((option) => !generic.has(option) && !/^(release_agent|clone_children)/.test(option))
  return own.some((option) => option.startsWith('name=')) ? ['none', ...own].join(',') : own.join(',')
}

/** A new cpuset has no CPU and no memory node, and takes no process until it has both. */
function inheritCpus(parent: string, directory: string): void {
  for (const file of ['cpuset.cpus', 'cpuset.mems']) {
    writeFileSync(join(directory, file), readFileSync(join(parent, file)))
  }
  writeFileSync(join(directory, 'cgroup.clone_children'), '1')
}
