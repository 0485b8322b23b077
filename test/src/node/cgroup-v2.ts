import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { directoriesBelow } from './directories-below.ts'
import type { NodeCgroup } from './node-cgroup.ts'

/** What kubelet and runc limit pods with. */
const controllers = ['cpuset', 'cpu', 'io', 'memory', 'hugetlb', 'pids']

/**
 * cgroup v2: one directory. Only its leaves may hold processes once controllers are handed down, so the node's own
 * processes move into `init`, beside the `kubepods` that the kubelet makes.
 *
 * @param write how a file is written; the kernel refuses some writes, which a test cannot bring about
 * @see https://docs.kernel.org/admin-guide/cgroup-v2.html#no-internal-process-constraint
 */
export function cgroupV2(name: string, root: string, write: typeof writeFileSync = writeFileSync): NodeCgroup {
  const directory = join(root, name)
  const leaf = join(directory, 'init')
  return {
    create() {
      handDown(root, write)
      mkdirSync(directory, { recursive: true })
    },
    // The root of the node's cgroup namespace is where its first process is when it makes it: above the leaf.
    firstProcess: [join(directory, 'cgroup.procs')],
    settle(pids) {
      mkdirSync(leaf, { recursive: true })
      for (const pid of pids) write(join(leaf, 'cgroup.procs'), String(pid))
      handDown(directory, write)
    },
    laterProcesses: [join(leaf, 'cgroup.procs')],
    mounts: [['-t', 'cgroup2', 'cgroup2', '/sys/fs/cgroup']],
    links: {},
    directories: () => directoriesBelow(directory),
  }
}

/** Lets the children of `directory` use every controller that it has itself. */
function handDown(directory: string, write: typeof writeFileSync): void {
  const read = (file: string) => readFileSync(join(directory, file), 'utf8').trim().split(/\s+/)
  const on = read('cgroup.subtree_control')
  const missing = read('cgroup.controllers').filter((one) => controllers.includes(one) && !on.includes(one))
  if (missing.length === 0) return
  const text = missing.map((one) => `+${one}`).join(' ')
  try {
    write(join(directory, 'cgroup.subtree_control'), text)
  } catch (cause) {
    throw new Error(
      `cannot write "${text}" to ${directory}/cgroup.subtree_control; in a container its own cgroup holds processes, which forbids it: run this on the machine itself`,
      { cause },
    )
  }
}
