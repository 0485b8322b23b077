import { planCapacity, type Rendering } from '@ainur/render'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { deletePods, drain, uncordon } from '../../src/nodes/drain.ts'
import { nodeObjects } from '../../src/nodes/node-objects.ts'
import { processProvider } from '../../src/process/process-provider.ts'
import type { TestCluster } from '../../src/provider/provider.ts'
import { loadClusterTrees } from '../../src/tree/load-cluster-trees.ts'
import { waitForPlacement } from '../../src/wait/placement.ts'
import { deployment } from '../sample-objects.ts'
import { pendingIn, pendingOf } from './pending.ts'

const skipped = await skipReason('overfull', processProvider)
const [tree] = await loadClusterTrees()
if (!tree) throw new Error('apps/ holds no cluster')

/** More pods than fit even with all nodes there, each more than half of the smallest node: there is one way to pack them. */
const { nodes } = tree.cluster
const memory = Math.ceil(Math.min(...nodes.map(({ allocatable }) => allocatable.memoryBytes)) * 0.55)
const room = nodes.map(({ allocatable }) => Math.floor(allocatable.memoryBytes / memory))
const crowd = deployment('crowd', {
  // Only the taints of the definition: a toleration of everything would include that of a cordoned node.
  tolerations: nodes.flatMap(({ taints }) => taints.map(({ key }) => ({ key, operator: 'Exists' }))),
  containers: [{ name: 'main', image: 'example.com/main:1', resources: { requests: { memory: String(memory) } } }],
})
crowd.spec.replicas = room.reduce((sum, fits) => sum + fits, 0) + 2

const rendering: Rendering = {
  ...tree.rendering,
  // The workloads of the distribution are left out.
  cluster: { ...tree.cluster, kubernetes: { ...tree.cluster.kubernetes, distribution: 'kubeadm' } },
  apps: [],
  objects: [{ app: 'crowd', object: crowd, policies: [], origin: { constructPath: '', sourceFile: '' } }],
}
const plan = planCapacity(rendering)

describe.skipIf(skipped)('an overfull cluster', () => {
  let cluster: TestCluster
  beforeAll(async () => {
    cluster = await processProvider.create({ name: 'overfull', nodes: nodeObjects(tree.cluster) })
    await cluster.apply([crowd])
  })
  keepLogsOfFailures(() => cluster)
  afterAll(() => cluster?.destroy())

  it('leaves as many pods without a node as the plan says', async () => {
    expect(pendingOf(plan.pending)).toEqual({ 'Deployment default/crowd': 2 })
    expect(pendingIn(await waitForPlacement(cluster.api))).toEqual(pendingOf(plan.pending))
  })

  it('leaves exactly those without a node that the plan names, where all fit while every node lives', async () => {
    const fitting = structuredClone(crowd)
    fitting.spec.replicas -= 2
    const { ifNodeDies, pending } = planCapacity({
      ...rendering,
      objects: [{ app: 'crowd', object: fitting, policies: [], origin: { constructPath: '', sourceFile: '' } }],
    })
    await cluster.apply([fitting])
    expect(pending).toEqual([])
    for (const { node, pending: expected } of ifNodeDies) {
      expect(expected.length).toBeGreaterThan(0)
      await drain(cluster.api, node)
      expect(pendingIn(await waitForPlacement(cluster.api)), node).toEqual(pendingOf(expected))
      await uncordon(cluster.api, node)
      await deletePods(cluster.api)
      await waitForPlacement(cluster.api)
    }
  })
})
