import { existsSync, readFileSync } from 'node:fs'
import { execa } from 'execa'
import { kill } from '../cleanup/kill.ts'
import type { Child } from '../process/child.ts'
import type { Family } from '../process/family.ts'
import { until } from '../wait/until.ts'
import type { NodeCgroup } from './node-cgroup.ts'

/** Directories of containerd, runc and nft, which a user's PATH may lack. */
const path = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'].join(':')

/** Writes itself into the files of the first argument, then becomes the command: only a process can move itself early enough. */
const joinThenExec = 'for file in $0; do echo 0 > "$file" || exit 1; done; exec "$@"'

/**
 * Network, mount, uts, ipc, cgroup and pid namespaces of one node. When this process ends, however it ends, the kernel
 * kills the first process of the namespaces, and with it everything in them.
 */
export class NodeSpace {
  /** The first process of the namespaces, by its number outside. */
  readonly pid: number
  private readonly family: Family
  private readonly cgroup: NodeCgroup

  private constructor(family: Family, cgroup: NodeCgroup, pid: number) {
    this.family = family
    this.cgroup = cgroup
    this.pid = pid
  }

  /** @param init program that waits for ever and reaps orphans */
  static async open(family: Family, cgroup: NodeCgroup, init: string): Promise<NodeSpace> {
    cgroup.create()
    const child = family.start('node', 'setpriv', [
      '--pdeathsig=KILL',
      'sh',
      '-c',
      joinThenExec,
      cgroup.firstProcess.join(' '),
      'unshare',
      '--net',
      '--mount',
      '--uts',
      '--ipc',
      '--cgroup',
      '--pid',
      '--fork',
      '--kill-child=KILL',
      '--propagation=private',
      init,
    ])
    const pid = await firstProcess(child, init)
    cgroup.settle([child.pid, pid])
    return new NodeSpace(family, cgroup, pid)
  }

  /** Starts a program inside; its log is kept with those of its family. */
  start(name: string, command: string, args: readonly string[]): Child {
    const join = ['-c', joinThenExec, this.cgroup.laterProcesses.join(' ')]
    return this.family.start(name, 'sh', [...join, 'nsenter', ...this.enter(), command, ...args], { PATH: path })
  }

  /** Runs a program inside to its end and returns what it prints. */
  async run(command: string, args: readonly string[], input?: string): Promise<string> {
    const { stdout } = await execa('nsenter', [...this.enter(), command, ...args], {
      env: { PATH: path },
      ...(input === undefined ? { stdin: 'ignore' } : { input }),
    })
    return stdout
  }

  /** Path by which this process sees a file of the node. */
  outside(file: string): string {
    return `/proc/${this.pid}/root${file}`
  }

  /** Kills the node; resolves when its last process is gone. */
  async close(): Promise<void> {
    kill(this.pid)
    await until(
      () => (existsSync(`/proc/${this.pid}`) ? { state: `process ${this.pid} is still there` } : { done: true }),
      {
        what: 'the processes of the node to end',
        intervalMs: 10,
      },
    )
  }

  private enter(): string[] {
    return [`--target=${this.pid}`, '--net', '--mount', '--uts', '--ipc', '--cgroup', '--pid', '--']
  }
}

/** The only child of `unshare`, once it has become `init`: from then on every namespace is the node's own. */
async function firstProcess(child: Child, init: string): Promise<number> {
  return until<number>(
    () => {
      const pid = Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim())
      if (!pid) return { state: 'unshare has no child yet' }
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]
      return command === init ? { done: pid } : { state: `${pid} is ${command}` }
    },
    { what: 'the namespaces of the node', intervalMs: 10, guard: () => child.assertRunning() },
  )
}
