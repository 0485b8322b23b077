import { ClusterTree, KubeVip } from '@ainur/constructs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testCluster, testNode } from '../../../constructs/src/app/testing/test-cluster.ts'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import type { Child } from '../../src/process/child.ts'
import { type ProgramCluster, programPaths, programProvider } from '../../src/programs/program-cluster.ts'
import { startContainer } from '../../src/programs/start-container.ts'
import { until } from '../../src/wait/until.ts'
import { objectsOfApp } from './objects-of-app.ts'
import { waitForRights } from './wait-for-rights.ts'

const skipped = await skipReason('programs', programProvider)

const namespace = 'kube-vip'
const locks = ['plndr-cp-lock', 'plndr-svcs-lock'] as const
const servers = [
  { name: 'manwe', address: '192.168.20.11' },
  { name: 'varda', address: '192.168.20.12' },
] as const
type Server = (typeof servers)[number]

/** What the tree has of kube-vip in a cluster of these servers. */
function kubeVipObjects(): KubeObject[] {
  const nodes = servers.map((server) => testNode({ ...server, role: 'server' }))
  const app = new KubeVip(new ClusterTree(testCluster({ nodes })), namespace)
  return objectsOfApp(app)
}

/** Kubelets, as far as they start again what has ended. */
class Restarts {
  readonly programs = new Map<Server, Child>()
  private readonly start: (server: Server, name: string) => Promise<Child>
  private count = 0

  constructor(start: (server: Server, name: string) => Promise<Child>) {
    this.start = start
  }

  async ensure(only: readonly Server[] = servers): Promise<void> {
    for (const server of only) {
      if (this.programs.get(server)?.running === true) continue
      this.count += 1
      this.programs.set(server, await this.start(server, `kube-vip-${server.name}-${this.count}`))
    }
  }
}

describe.skipIf(skipped)("the elections of kube-vip, by a stand-in with the tree's rights and settings", () => {
  let cluster: ProgramCluster
  let kubelets: Restarts

  beforeAll(async () => {
    const addresses = servers.map(({ address }) => address)
    cluster = await programProvider.create({ name: 'election', addresses, hosts: {}, crds: [] })
    const program = (await programPaths())['kube-vip-election'] as string
    const objects = kubeVipObjects()
    const { rejections } = await cluster.apply(objects)
    expect(rejections).toEqual([])
    await waitForRights(cluster, objects)
    const workload = objects.find(({ kind }) => kind === 'DaemonSet') as KubeObject
    kubelets = new Restarts((node, name) => {
      cluster.family.mayEnd(name)
      return startContainer(cluster, { workload, program, node, name })
    })
    await kubelets.ensure()
  })
  keepLogsOfFailures(() => cluster)
  afterAll(() => cluster?.destroy())

  async function holderOf(lock: string): Promise<string | undefined> {
    const lease = await cluster.api.find({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { namespace, name: lock },
    })
    return lease?.spec.holderIdentity
  }

  /** Resolves when one of `wanted` holds the lease; what has ended meanwhile is started again. */
  async function held(
    lock: string,
    wanted: readonly Server[],
    restarted: readonly Server[] = servers,
  ): Promise<Server> {
    return until<Server>(
      async () => {
        await kubelets.ensure(restarted)
        const holder = await holderOf(lock)
        const server = wanted.find(({ name }) => name === holder)
        return server ? { done: server } : { state: `${lock} is held by ${holder}` }
      },
      { what: `${lock} to be held by ${wanted.map(({ name }) => name).join(' or ')}`, timeoutMs: 300_000 },
    )
  }

  it('are won by one server each', async () => {
    for (const lock of locks) await held(lock, servers)
  })

  it('are held again soon after somebody took the lease, and the one that lost it has ended', async () => {
    const lock = 'plndr-svcs-lock'
    const loser = await held(lock, servers)
    const before = kubelets.programs.get(loser)
    const key = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { namespace, name: lock } }
    await cluster.api.merge(key, { spec: { holderIdentity: 'stolen-by-test' } })
    await held(lock, servers)
    expect(before?.running).toBe(false)
    expect(cluster.family.tail(before?.name ?? '', 5)).toContain(`${loser.name} lost the lease`)
  })

  it('go to another server when the API of the one that leads is gone', async () => {
    const leader = await held('plndr-cp-lock', servers)
    const others = servers.filter((server) => server !== leader)
    await cluster.space.run('ip', ['address', 'del', `${leader.address}/32`, 'dev', 'lo'])
    expect(await held('plndr-cp-lock', others, others)).not.toBe(leader)
  })
})
