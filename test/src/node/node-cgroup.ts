import { existsSync, readFileSync } from 'node:fs'
import { cgroupV1 } from './cgroup-v1.ts'
import { cgroupV2 } from './cgroup-v2.ts'

/** A mount to make inside the node: arguments of mount(8), whose last one is a directory that is made first. */
export type MountArguments = readonly string[]

/** The part of the machine's cgroups that a node and all its pods live in. */
export interface NodeCgroup {
  /** Makes the cgroup. */
  create(): void
  /** Files into which the node's first process writes itself, before it makes the node's namespaces. */
  readonly firstProcess: readonly string[]
  /** Called when the namespaces exist, with every process that is in the cgroup by then. */
  settle(pids: readonly number[]): void
  /** Files into which every later process writes itself. */
  readonly laterProcesses: readonly string[]
  /** What the node sees of it, mounted over a fresh sysfs. */
  readonly mounts: readonly MountArguments[]
  /** Links below /sys/fs/cgroup: name -> target. */
  readonly links: Readonly<Record<string, string>>
  /** Directories of it that exist, deepest first. */
  directories(): string[]
}

/** The node's cgroup by the version that this machine runs. */
export function nodeCgroup(name: string): NodeCgroup {
  const root = '/sys/fs/cgroup'
  if (existsSync(`${root}/cgroup.controllers`)) return cgroupV2(name, root)
  return cgroupV1(name, readFileSync('/proc/self/mounts', 'utf8'))
}
