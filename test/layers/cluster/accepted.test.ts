import { distributionOf } from '@ainur/constructs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { talosTrees } from '../../../docs/examples/testing/talos-trees.ts'
import { applyObjects } from '../../src/apply/apply-objects.ts'
import { pinnedCrds } from '../../src/crds/pinned-crds.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { nodeObjects } from '../../src/nodes/node-objects.ts'
import { processProvider } from '../../src/process/process-provider.ts'
import type { TestCluster } from '../../src/provider/provider.ts'
import { loadClusterTrees, wavesOf } from '../../src/tree/load-cluster-trees.ts'

const skipped = await skipReason('accepted', processProvider)
const trees = [...(await loadClusterTrees()), ...talosTrees()]

describe.skipIf(skipped).each(trees)('the objects of $name', (tree) => {
  let cluster: TestCluster

  beforeAll(async () => {
    cluster = await processProvider.create({
      name: `accepted-${tree.name}`,
      nodes: nodeObjects(tree.cluster),
      serviceCidr: distributionOf(tree.cluster.kubernetes.distribution).networks.services,
      crds: pinnedCrds(),
    })
  })
  keepLogsOfFailures(() => cluster)
  afterAll(() => cluster?.destroy())

  it('are accepted in wave order with strict field validation, without a warning', async () => {
    await cluster.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } }])
    const messages: string[] = []
    for (const { wave, objects } of [...wavesOf(tree), { wave: 'root', objects: [...tree.applications, tree.root] }]) {
      const { rejections, warnings } = await applyObjects(cluster.api, objects)
      for (const { object, message } of rejections) messages.push(`wave ${wave}, ${object} is rejected: ${message}`)
      for (const { object, message } of warnings) messages.push(`wave ${wave}, ${object} draws a warning: ${message}`)
    }
    expect(messages).toEqual([])
  })

  it('are all there afterwards, so that nothing overwrote anything', async () => {
    const wanted = tree.rendering.objects.map(({ object }) => object)
    const found = await Promise.all(wanted.map((object) => cluster.api.find(object)))
    expect(wanted.filter((_, index) => !found[index])).toEqual([])
    expect(new Set(found.map((object) => object?.metadata.uid)).size).toBe(wanted.length)
  })

  it('would be refused with an unknown field, and warned about with a deprecated one', async () => {
    const { rejections, warnings } = await applyObjects(cluster.api, [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'typo', namespace: 'default' },
        dataa: { key: 'value' },
      },
      {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name: 'typo', namespace: 'default' },
        spec: { secretName: 'x', issuerRef: { name: 'x' }, dnsName: ['x'] },
      },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'old', namespace: 'default' },
        spec: {
          containers: [{ name: 'main', image: 'example.com/main:1' }],
          nodeSelector: { 'beta.kubernetes.io/arch': 'arm64' },
        },
      },
    ])
    expect(rejections.map(({ object }) => object).sort()).toEqual([
      'Certificate default/typo',
      'ConfigMap default/typo',
    ])
    expect(rejections.every(({ message }) => /field not declared in schema/.test(message))).toBe(true)
    expect(warnings).toEqual([
      {
        object: 'Pod default/old',
        message: expect.stringContaining('beta.kubernetes.io/arch]: deprecated since v1.14'),
      },
    ])
  })
})
