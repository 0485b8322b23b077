// The example of docs/test-your-own-manifests.md: your own manifests on a real control plane with your own nodes.

import { nodeObjects, processProvider, skipReason, type TestCluster, waitForPlacement } from '@ainur/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cluster as definition } from '../../../apps/ainur/cluster.ts'

const manifests = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'photos' } },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'photos', namespace: 'photos' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'photos' } },
      template: {
        metadata: { labels: { app: 'photos' } },
        spec: {
          nodeSelector: { 'kubernetes.io/arch': 'arm64' },
          containers: [
            { name: 'photos', image: 'example.com/photos:1', resources: { requests: { cpu: '500m', memory: '1Gi' } } },
          ],
        },
      },
    },
  },
]

describe.skipIf(await skipReason('my manifests', processProvider))('my manifests', () => {
  let cluster: TestCluster
  beforeAll(async () => {
    cluster = await processProvider.create({ name: 'photos', nodes: nodeObjects(definition) })
  })
  afterAll(() => cluster?.destroy())

  it('are accepted, and find a node each', async () => {
    const { rejections, warnings } = await cluster.apply(manifests)
    expect([...rejections, ...warnings]).toEqual([])
    const placement = await waitForPlacement(cluster.api)
    expect(placement.get('Deployment photos/photos')).toMatchObject({ nodes: { length: 2 }, unschedulable: [] })
  })
})
