import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { markedProcesses } from '../cleanup/kill.ts'
import { scratchRoot } from '../cleanup/scratch-root.ts'
import { nodeCgroup } from './node-cgroup.ts'
import type { Slot } from './slot.ts'

/** Everything that a node cluster has on this machine right now, one line each; none when it left nothing. */
export function traces(slot: Slot, directory: string): string[] {
  const { number, network } = slot
  const cgroups = nodeCgroup(slot.cgroup).directories()
  const paths = [directory, `/sys/class/net/${network.link}`, join(scratchRoot(), 'nodes', String(number))]
  return [
    ...paths.filter((path) => existsSync(path)).map((path) => `path ${path}`),
    ...markedProcesses(directory).map((pid) => `process ${pid}`),
    ...cgroups.map((path) => `cgroup ${path}`),
    ...cgroups.flatMap(processesOf).map((pid) => `process ${pid} in a cgroup`),
    ...lines(readFileSync('/proc/self/mounts', 'utf8'), directory).map((line) => `mount ${line}`),
    // Whole words: ainur12 is another node than ainur1.
    ...lines(print('ip', 'route', 'show'), network.link)
      .filter((line) => line.split(' ').includes(network.link))
      .map((line) => `route ${line}`),
    ...lines(print('nft', 'list', 'tables'), 'kube-proxy').map((line) => `rules ${line}`),
  ]
}

function processesOf(cgroup: string): string[] {
  try {
    return readFileSync(join(cgroup, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean)
  } catch {
    return []
  }
}

function lines(text: string, part: string): string[] {
  return text.split('\n').filter((line) => line.includes(part))
}

function print(command: string, ...args: readonly string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } })
}
