import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { markedProcesses } from '../../src/cleanup/kill.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { sweepNodes } from '../../src/node/node-provider.ts'
import type { Slot } from '../../src/node/slot.ts'
import { type ProgramCluster, programProvider } from '../../src/programs/program-cluster.ts'
import { until } from '../../src/wait/until.ts'

const skipped = await skipReason('programs', programProvider)

describe.skipIf(skipped)('a network namespace for programs', () => {
  const vip = '192.168.20.10'
  let cluster: ProgramCluster

  beforeAll(async () => {
    cluster = await programProvider.create({ name: 'space', addresses: [vip], hosts: { 'api.test': vip }, crds: [] })
  })
  keepLogsOfFailures(() => cluster)
  afterAll(() => cluster?.destroy())

  it('has the addresses and the names of the tree, and nothing else', async () => {
    expect(await cluster.space.run('getent', ['hosts', 'api.test'])).toContain(vip)
    await expect(cluster.space.run('getent', ['hosts', 'github.com'])).rejects.toThrow()
    expect(await cluster.space.run('ip', ['route', 'get', vip])).toContain(`local ${vip} dev lo`)
    await expect(cluster.space.run('ip', ['route', 'get', '192.168.20.11'])).rejects.toThrow('unreachable')
  })

  it('has the API server at the address of the control plane, with a certificate for it', async () => {
    const ca = `${cluster.family.directory}/pki/ca.crt`
    const said = await cluster.space.run(
      'openssl',
      ['s_client', '-connect', `${vip}:6443`, '-verify_ip', vip, '-CAfile', ca, '-verify_return_error'],
      '',
    )
    expect(said).toContain('Verify return code: 0 (ok)')
  })

  it('shows none of the addresses on this machine', () => {
    expect(execFileSync('ip', ['address', 'show'], { encoding: 'utf8' })).not.toContain(vip)
  })

  it('leaves nothing behind', async () => {
    const { slot, family } = cluster
    expect(tracesOf(slot, family.directory)).not.toEqual([])
    await cluster.destroy()
    expect(tracesOf(slot, family.directory)).toEqual([])
  })

  it('ends with a process that is killed, and the next run sweeps its link', async () => {
    const script = fileURLToPath(new URL('held-space.ts', import.meta.url))
    const holder = execa('node', ['--import', 'tsx', script], { buffer: false, reject: false })
    const held = await new Promise<{ slot: Slot; directory: string; processes: number[] }>((resolve, reject) => {
      holder.stdout.once('data', (data) => resolve(JSON.parse(String(data))))
      holder.then((result) => reject(new Error(`the holder ended: ${result.shortMessage ?? 'without a word'}`)))
    })
    const running = () => held.processes.filter((pid) => markedProcesses(held.directory).includes(pid))
    expect(running()).toEqual(held.processes)
    holder.kill('SIGKILL')
    await until(() => (running().length === 0 ? { done: true } : { state: running().join(', ') }), {
      what: 'the kernel to end the programs',
    })
    await sweepNodes()
    expect(tracesOf(held.slot, held.directory)).toEqual([])
  })
})

/** What a space has on this machine. */
function tracesOf({ network }: Slot, directory: string): string[] {
  return [
    ...[directory, `/sys/class/net/${network.link}`].filter((path) => existsSync(path)),
    ...markedProcesses(directory).map(String),
  ]
}
