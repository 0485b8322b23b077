import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baseImage, docker } from '../../../images/testing/docker.ts'
import { Registry } from '../../src/containers/registry.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import type { NodeCluster } from '../../src/node/node-cluster.ts'
import { createNodeCluster, nodeProvider } from '../../src/node/node-provider.ts'
import { asRealNode } from '../../src/node/real-node.ts'
import { isReady, waitForPod } from '../../src/node/wait-for-pod.ts'

const skipped = (await skipReason('containers', docker)) ?? (await skipReason('containers', nodeProvider))

describe.skipIf(skipped)('a real node and a registry in a container', () => {
  let registry: Registry
  let cluster: NodeCluster
  let digest: string

  beforeAll(async () => {
    registry = await Registry.start()
    digest = await registry.push(baseImage, 'system:1')
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'real' } }
    cluster = await createNodeCluster({ name: 'pulls', nodes: [asRealNode(node)] })
    cluster.useRegistry('registry.test', registry.port)
  })
  afterAll(async () => {
    await cluster?.destroy()
    await registry?.stop()
  })

  const start = (name: string, image: string) =>
    cluster.api.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default' },
      spec: {
        terminationGracePeriodSeconds: 0,
        containers: [{ name: 'main', image, command: ['sleep', '600'], imagePullPolicy: 'Always' }],
      },
    })
  const query = (name: string) => ({ namespace: 'default', fieldSelector: `metadata.name=${name}` })

  it('pull an image by its digest', async () => {
    await start('pinned', `registry.test/system@${digest}`)
    const pod = await waitForPod(cluster.api, { ...query('pinned'), what: 'be ready' }, isReady)
    expect(pod.status.containerStatuses[0].imageID).toContain(digest)
  })

  it('do not find a tag that nobody pushed', async () => {
    await start('unknown', 'registry.test/system:2')
    const pod = await waitForPod(
      cluster.api,
      { ...query('unknown'), what: 'fail to pull' },
      (one) => one.status?.containerStatuses?.[0]?.state?.waiting?.reason === 'ErrImagePull',
    )
    expect(pod.status.containerStatuses[0].state.waiting.message).toContain('not found')
  })
})
