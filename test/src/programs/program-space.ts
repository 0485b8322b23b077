import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import type { SlotNetwork } from '../node/slot-network.ts'
import type { Child } from '../process/child.ts'
import type { Family } from '../process/family.ts'
import { systemPath } from '../system/system-programs.ts'
import { until } from '../wait/until.ts'

/** When the process that started it ends, however it ends, the kernel ends each program with it. */
const diesWithUs = ['setpriv', '--pdeathsig=KILL']

/**
 * A network namespace with addresses and names of its own, for programs that are to find what they would find at home.
 * Nothing of it shows on this machine but one end of a link. It knows no way to anywhere else, and asks no name server.
 */
export class ProgramSpace {
  /** The process that holds the namespaces. */
  readonly pid: number
  /** At which this machine reaches the programs inside, whatever they call themselves. */
  readonly address: string
  /** At which the programs reach this machine. */
  readonly machine: string
  private readonly family: Family
  private readonly hostsFile: string
  private readonly known = new Map<string, string>()

  private constructor(family: Family, network: SlotNetwork, pid: number) {
    this.family = family
    this.pid = pid
    this.address = network.node
    this.machine = network.machine
    this.hostsFile = join(family.directory, 'hosts')
  }

  /** @param addresses of the tree: its control plane's, those of its Services; all of them are this space */
  static async open(family: Family, network: SlotNetwork, addresses: readonly string[]): Promise<ProgramSpace> {
    const [command = '', ...args] = diesWithUs
    const namespaces = ['unshare', '--net', '--mount', '--propagation=private']
    const holder = family.start('space', command, [...args, ...namespaces, 'sleep', 'infinity'])
    await until(
      () => {
        const name = readFileSync(`/proc/${holder.pid}/comm`, 'utf8').trim()
        return name === 'sleep' ? { done: true } : { state: `${holder.pid} is ${name}` }
      },
      { what: 'the namespaces of the programs', intervalMs: 10, guard: () => holder.assertRunning() },
    )
    const space = new ProgramSpace(family, network, holder.pid)
    await space.link(network, addresses)
    await space.nameHosts({})
    return space
  }

  /** Starts a program inside; its log is kept with those of its family. */
  start(name: string, command: string, args: readonly string[], env?: Readonly<Record<string, string>>): Child {
    return this.family.start(name, 'nsenter', [...this.enter(), ...diesWithUs, command, ...args], env)
  }

  /** Runs a program inside to its end and returns what it prints. */
  async run(command: string, args: readonly string[], input?: string): Promise<string> {
    const { stdout } = await execa('nsenter', [...this.enter(), command, ...args], {
      env: { PATH: systemPath },
      ...(input === undefined ? { stdin: 'ignore' } : { input }),
    })
    return stdout
  }

  /** Has the programs find these hosts, besides those named before. */
  async nameHosts(addresses: Readonly<Record<string, string>>): Promise<void> {
    const first = this.known.size === 0
    for (const [host, address] of Object.entries({ localhost: '127.0.0.1', ...addresses }))
      this.known.set(host, address)
    // In place: what is mounted is this file.
    writeFileSync(this.hostsFile, [...this.known].map(([host, address]) => `${address} ${host}\n`).join(''))
    if (!first) return
    const noNameServer = join(this.family.directory, 'resolv.conf')
    writeFileSync(noNameServer, '')
    await this.run('mount', ['--bind', this.hostsFile, '/etc/hosts'])
    await this.run('mount', ['--bind', noNameServer, '/etc/resolv.conf'])
  }

  /** Makes further addresses its own, such as those of Services. */
  async addAddresses(addresses: readonly string[]): Promise<void> {
    for (const address of addresses) await this.run('ip', ['address', 'replace', `${address}/32`, 'dev', 'lo'])
  }

  private async link({ link, machine, node, linkPrefix }: SlotNetwork, addresses: readonly string[]): Promise<void> {
    const ip = (...args: readonly string[]) => execa('ip', args, { env: { PATH: systemPath } })
    const inside = (...args: readonly string[]) => this.run('ip', args)
    await ip('link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(this.pid))
    await ip('address', 'add', `${machine}/${linkPrefix}`, 'dev', link)
    await ip('link', 'set', link, 'up')
    await inside('link', 'set', 'lo', 'up')
    await inside('address', 'add', `${node}/${linkPrefix}`, 'dev', 'eth0')
    await inside('link', 'set', 'eth0', 'up')
    await this.addAddresses(addresses)
    // As in a pod: also who is not root may listen at any port.
    await this.run('tee', ['/proc/sys/net/ipv4/ip_unprivileged_port_start'], '0')
  }

  private enter(): string[] {
    return [`--target=${this.pid}`, '--net', '--mount', '--']
  }
}
