import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deployment, testCluster, testRendering } from '../../../render/src/pods/testing/test-rendering.ts'
import type { PodView } from '../../src/command/cluster-view.ts'
import { refusedPods } from '../../src/command/refused-pods.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { nodeObjects } from '../../src/nodes/node-objects.ts'
import { processProvider } from '../../src/process/process-provider.ts'
import type { TestCluster } from '../../src/provider/provider.ts'
import { addStandIns } from '../../src/tree/add-stand-ins.ts'
import { eventsFor } from '../../src/wait/events.ts'
import { until } from '../../src/wait/until.ts'

const skipped = await skipReason('stand-ins', processProvider)

describe.skipIf(skipped)('a pod that needs what no file of the tree holds', () => {
  const env = [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'login', key: 'password' } } }]
  const rendering = testRendering({
    objects: [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data', namespace: 'web' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
      deployment('web', 'web:1', {
        runtimeClassName: 'sandboxed',
        priorityClassName: 'mine',
        serviceAccountName: 'made-by-a-chart',
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
        containers: [{ name: 'web', image: 'web:1', env, volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
      }),
    ],
  })
  let cluster: TestCluster

  beforeAll(async () => {
    cluster = await processProvider.create({ name: 'stand-ins', nodes: nodeObjects(testCluster()) })
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web' } }
    const objects = rendering.objects.map(({ object }) => object)
    expect((await cluster.apply([namespace, ...objects])).rejections).toEqual([])
  })
  keepLogsOfFailures(() => cluster)
  afterAll(() => cluster?.destroy())

  it('is not even made without stand-ins, and the reason is told', async () => {
    const [refused] = await until<readonly PodView[]>(
      async () => {
        const refused = await refusedPods(cluster.api, await cluster.api.list('v1', 'Pod'))
        return refused.length > 0 ? { done: refused } : { state: await eventsFor(cluster.api, 'Warning') }
      },
      { what: 'the pod to be refused' },
    )
    expect(refused).toMatchObject({ name: expect.stringMatching(/^web\/web-/), state: 'Pending' })
    expect(refused?.message).toMatch(/^ReplicaSet cannot make its pods: .*forbidden: .*not found/)
    expect(await cluster.api.list('v1', 'Pod', { namespace: 'web' })).toEqual([])
  })

  it('runs with them, and each is known for a stand-in', async () => {
    expect(await addStandIns(cluster.api, rendering)).toEqual([
      'PriorityClass mine',
      'RuntimeClass sandboxed',
      'Secret web/login',
      'ServiceAccount web/made-by-a-chart',
      'StorageClass local-path',
    ])
    await until(
      async () => {
        const [pod] = await cluster.api.list('v1', 'Pod', { namespace: 'web' })
        return pod?.status.phase === 'Running' ? { done: true } : { state: JSON.stringify(pod?.status) }
      },
      { what: 'the pod to run', report: () => eventsFor(cluster.api, 'Warning') },
    )
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'login', namespace: 'web' } }
    expect(await cluster.api.read(secret)).toMatchObject({
      metadata: { labels: { 'test.ainur.tools/stand-in': 'true' } },
      data: { password: Buffer.from('stand-in').toString('base64') },
    })
    expect(await addStandIns(cluster.api, rendering)).toEqual([])
    expect(await refusedPods(cluster.api, await cluster.api.list('v1', 'Pod'))).toEqual([])
  })
})
