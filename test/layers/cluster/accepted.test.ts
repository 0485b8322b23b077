import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyObjects } from '../../src/apply/apply-objects.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { nodeObjects } from '../../src/nodes/node-objects.ts'
import { processProvider } from '../../src/process/process-provider.ts'
import type { TestCluster } from '../../src/provider/provider.ts'
import { loadClusterTrees, wavesOf } from '../../src/tree/load-cluster-trees.ts'
import { loadPinnedCrds } from '../load-pinned-crds.ts'

const skipped = await skipReason('accepted', processProvider)
const trees = await loadClusterTrees()

describe.skipIf(skipped).each(trees)('the objects of $name', (tree) => {
  let cluster: TestCluster

  beforeAll(async () => {
    cluster = await processProvider.create({
      name: `accepted-${tree.name}`,
      nodes: nodeObjects(tree.cluster),
      crds: await loadPinnedCrds(),
    })
  })
  afterAll(() => cluster?.destroy())

  it('are accepted in wave order with strict field validation, without a warning', async () => {
    await cluster.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } }])
    const reports = []
    for (const { wave, objects } of wavesOf(tree)) {
      const { rejections, warnings } = await applyObjects(cluster.api, objects)
      reports.push(...[...rejections, ...warnings].map(({ object, message }) => `wave ${wave}, ${object}: ${message}`))
    }
    const { rejections, warnings } = await applyObjects(cluster.api, [...tree.applications, tree.root])
    reports.push(...[...rejections, ...warnings].map(({ object, message }) => `${object}: ${message}`))
    expect(reports).toEqual([])
  })

  it('are all there afterwards, so that nothing overwrote anything', async () => {
    const wanted = tree.rendering.objects.map(({ object }) => object)
    const found = await Promise.all(wanted.map((object) => cluster.api.find(object)))
    expect(wanted.filter((_, index) => !found[index])).toEqual([])
    expect(new Set(found.map((object) => object?.metadata.uid)).size).toBe(wanted.length)
  })
})
