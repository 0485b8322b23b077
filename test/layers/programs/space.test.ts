import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { type ProgramCluster, programProvider } from '../../src/programs/program-cluster.ts'

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
    await expect(cluster.space.run('getent', ['hosts', 'proxy.golang.org'])).rejects.toThrow()
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

  it('shows none of the addresses on this machine', async () => {
    const { execFileSync } = await import('node:child_process')
    expect(execFileSync('ip', ['address', 'show'], { encoding: 'utf8' })).not.toContain(vip)
  })
})
