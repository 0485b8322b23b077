import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeLabels } from '@ainur/constructs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { viewCluster } from '../../src/command/cluster-view.ts'
import { crdsFor } from '../../src/crds/crds-for.ts'
import { pinnedCrds } from '../../src/crds/pinned-crds.ts'
import type { K3dCluster } from '../../src/k3d/k3d-cluster.ts'
import { makeK3dProvider } from '../../src/k3d/k3d-provider.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { nodeObjects } from '../../src/nodes/node-objects.ts'
import { processProvider } from '../../src/process/process-provider.ts'
import type { TestCluster } from '../../src/provider/provider.ts'
import { type ClusterTreeUnderTest, loadClusterTrees } from '../../src/tree/load-cluster-trees.ts'
import { K3dStandIn } from './stand-in.ts'

const skipped = await skipReason('k3d', processProvider)

// A stand-in takes the place of k3d, and kwok that of its nodes; the API server is real.
describe.skipIf(skipped)('the k3d provider, against a stand-in for k3d', () => {
  let scratch: string
  let behind: TestCluster
  let standIn: K3dStandIn
  let tree: ClusterTreeUnderTest
  let cluster: K3dCluster
  let id: string

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'ainur-k3d-'))
    tree = (await loadClusterTrees({ only: 'ainur' }))[0] as ClusterTreeUnderTest
    const nodes = nodeObjects(tree.cluster)
    const crds = crdsFor([tree.root], pinnedCrds())
    behind = await processProvider.create({ name: 'behind-k3d', nodes: nodes.slice(0, 1), crds })
    standIn = new K3dStandIn(scratch, behind.kubeconfig)
    const request = { name: 'k3d', nodes, images: ['/images/cert-site.tar'] }
    const [created, config] = await Promise.all([
      makeK3dProvider(standIn.command).create(request),
      standIn.serve(behind, nodes[0]?.status),
    ])
    cluster = created
    id = config.metadata.name
  })
  afterAll(async () => {
    await cluster?.destroy()
    await behind?.destroy()
    rmSync(scratch, { recursive: true })
  })

  it('gives each node every label and taint of its machine, but for what the container itself is', async () => {
    for (const { node, name } of cluster.nodes) {
      const machine = tree.cluster.nodes.find(
        (one) => one.name === node.metadata.name,
      ) as (typeof tree.cluster.nodes)[0]
      const { metadata, spec } = await behind.api.read({ apiVersion: 'v1', kind: 'Node', metadata: { name } })
      const { 'kubernetes.io/arch': _, 'kubernetes.io/os': __, ...labels } = nodeLabels(machine)
      expect(metadata.labels).toEqual({ ...labels, 'kubernetes.io/hostname': name })
      expect((spec.taints ?? []).map(({ key }: { key: string }) => key)).toEqual(machine.taints.map(({ key }) => key))
    }
    expect(cluster.nodes).toHaveLength(tree.cluster.nodes.length)
  })

  it('is a cluster like any other', async () => {
    const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'one' } }
    expect(await cluster.apply([namespace])).toMatchObject({ applied: 1, rejections: [] })
    expect((await cluster.api.read(namespace)).metadata.uid).toBeDefined()
    await cluster.waitReady()
  })

  it('stops and starts the container of a machine, but not of the one with the API server', async () => {
    const [first, second] = cluster.nodes.map(({ node }) => node.metadata.name) as [string, string]
    expect(cluster.machineOf(cluster.nodes[1]?.name ?? '')).toBe(second)
    await cluster.killMachine(second)
    await cluster.reviveMachine(second)
    await expect(cluster.killMachine(first)).rejects.toThrow(`${first} cannot be killed in k3d`)
    await expect(cluster.killMachine('nobody')).rejects.toThrow(`there is no nobody; there are ${first}, ${second}`)
    expect((await viewCluster(cluster)).nodes.map(({ name }) => name)).toContain(second)
  })

  it('calls k3d once for each step, and deletes its cluster once', async () => {
    await cluster.destroy()
    await cluster.destroy()
    expect(standIn.calls().map((call) => call.replace(/\/\S+k3d\.yaml/, 'FILE'))).toEqual([
      'cluster create --config FILE',
      `image import --cluster ${id} /images/cert-site.tar`,
      `kubeconfig get ${id}`,
      `node stop ${cluster.nodes[1]?.name}`,
      `node start ${cluster.nodes[1]?.name}`,
      `cluster delete ${id}`,
    ])
  })
})
