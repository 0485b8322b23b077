import { describeObject, distributionOf } from '@ainur/constructs'
import { planCapacity } from '@ainur/render'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { talosTrees } from '../../../docs/examples/testing/talos-trees.ts'
import { applyObjects } from '../../src/apply/apply-objects.ts'
import { crdsFor } from '../../src/crds/crds-for.ts'
import { pinnedCrds } from '../../src/crds/pinned-crds.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { deletePods, drain, podsThatMayLeave, uncordon } from '../../src/nodes/drain.ts'
import { nodeObjects } from '../../src/nodes/node-objects.ts'
import { processProvider } from '../../src/process/process-provider.ts'
import type { TestCluster } from '../../src/provider/provider.ts'
import { addStandIns } from '../../src/tree/add-stand-ins.ts'
import { declaredStandIns } from '../../src/tree/declared-stand-ins.ts'
import { loadClusterTrees, wavesOf } from '../../src/tree/load-cluster-trees.ts'
import { waitForPlacement } from '../../src/wait/placement.ts'
import { pendingIn, pendingOf } from './pending.ts'

const skipped = await skipReason('placed', processProvider)
const trees = [...(await loadClusterTrees()), ...talosTrees()]

describe.skipIf(skipped).each(trees)('the pods of $name', (tree) => {
  const plan = planCapacity(tree.rendering)
  let cluster: TestCluster

  beforeAll(async () => {
    cluster = await processProvider.create({
      name: `placed-${tree.name}`,
      nodes: nodeObjects(tree.cluster),
      serviceCidr: distributionOf(tree.cluster.kubernetes.distribution).networks.services,
      crds: crdsFor(
        tree.rendering.objects.map(({ object }) => object),
        pinnedCrds(),
      ),
    })
    await addStandIns(cluster.api, tree.rendering)
    const namespaces = tree.rendering.objects.filter(({ object }) => object.kind === 'Namespace')
    for (const objects of [
      [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } }],
      namespaces.map(({ object }) => object),
      ...wavesOf(tree).map((wave) => wave.objects),
      declaredStandIns(tree.rendering),
    ]) {
      const { rejections } = await applyObjects(cluster.api, objects)
      expect(rejections).toEqual([])
    }
  })
  keepLogsOfFailures(() => cluster)
  afterAll(() => cluster?.destroy())

  it('run on nodes that the plan allows, as many as it says, and those pend that it says', async () => {
    const placement = await waitForPlacement(cluster.api)
    expect(pendingIn(placement)).toEqual(pendingOf(plan.pending))
    for (const { ref, assigned, eligibleNodes, workloadType } of plan.workloads) {
      const nodes = placement.get(describeObject(ref))?.nodes
      expect(nodes, describeObject(ref)).toHaveLength(assigned.length)
      // Where several nodes are legal, the scheduler's choice among equals depends on the order of pods.
      expect(nodes?.filter((node) => !eligibleNodes.includes(node))).toEqual([])
      if (workloadType === 'per-node') expect(nodes).toEqual(assigned)
    }
  })

  it.each(plan.ifNodeDies)(
    'find a new place when $node is taken away, except those that the plan names',
    async ({ node, pending }) => {
      await drain(cluster.api, node)
      try {
        const placement = await waitForPlacement(cluster.api)
        expect(pendingIn(placement)).toEqual(pendingOf([...plan.pending, ...pending]))
        expect((await podsThatMayLeave(cluster.api)).filter((pod) => pod.spec.nodeName === node)).toEqual([])
      } finally {
        await uncordon(cluster.api, node)
        // Start the next case from pods that were placed with all nodes there.
        await deletePods(cluster.api)
        await waitForPlacement(cluster.api)
      }
    },
  )
})
