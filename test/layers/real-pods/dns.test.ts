import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baseImage, docker } from '../../../images/testing/docker.ts'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { execInPod } from '../../src/node/exec-in-pod.ts'
import type { NodeCluster } from '../../src/node/node-cluster.ts'
import { createNodeCluster, nodeProvider } from '../../src/node/node-provider.ts'
import { asRealNode } from '../../src/node/real-node.ts'
import { isReady, waitForPod } from '../../src/node/wait-for-pod.ts'
import { type ClusterTreeUnderTest, loadClusterTrees } from '../../src/tree/load-cluster-trees.ts'
import { until } from '../../src/wait/until.ts'
import { saveImage } from './save-image.ts'

const skipped = (await skipReason('real-pods', nodeProvider)) ?? (await skipReason('real-pods', docker))

const image = 'ainur.test/system:1'
const namespace = 'default'

describe.skipIf(skipped)('names in a pod', () => {
  let cluster: NodeCluster
  let tree: ClusterTreeUnderTest
  let records: KubeObject

  beforeAll(async () => {
    tree = (await loadClusterTrees({ only: 'ainur' }))[0] as ClusterTreeUnderTest
    const custom = tree.rendering.objects.find(({ object }) => object.metadata.name === 'coredns-custom')
    records = custom?.object as KubeObject
    const scratch = mkdtempSync(join(tmpdir(), 'ainur-image-'))
    try {
      const archive = join(scratch, 'system.tar')
      await saveImage(baseImage, image, archive)
      const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'real' } }
      cluster = await createNodeCluster({ name: 'dns', nodes: [asRealNode(node)], images: [archive], dns: true })
    } finally {
      rmSync(scratch, { recursive: true })
    }
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'asks', namespace } }
    const main = { name: 'main', image, command: ['sleep', '600'] }
    await cluster.api.create({ ...pod, spec: { terminationGracePeriodSeconds: 0, containers: [main] } })
    await waitForPod(cluster.api, { namespace, what: 'be ready' }, isReady)
  })
  afterAll(() => cluster?.destroy())

  /** First address of a name, or nothing. */
  const resolve = async (name: string) => {
    const { stdout } = await execInPod(cluster.kubeconfig, { namespace, pod: 'asks', container: 'main' }, [
      'getent',
      'ahostsv4',
      name,
    ])
    return stdout.split(' ')[0]
  }

  it('of Services resolve, short and long', async () => {
    const { firstService, dnsService } = cluster.slot.network
    // The first question may come before CoreDNS has heard of any Service.
    await until(
      async () => {
        const address = await resolve('kubernetes')
        return address === firstService ? { done: true } : { state: `"${address}"` }
      },
      { what: `kubernetes to resolve to ${firstService}` },
    )
    expect(await resolve('kube-dns.kube-system.svc.cluster.local')).toBe(dnsService)
    expect(await resolve('nothing.default.svc.cluster.local')).toBe('')
  })

  it('of every host that the tree exposes resolve to its ingress, by the rendered ConfigMap and not without it', async () => {
    const hosts = tree.rendering.objects
      .filter(({ object }) => object.kind === 'Ingress')
      .flatMap(({ object }) => (object as KubeObject).spec.rules.map(({ host }: { host: string }) => host as string))
    expect(new Set(hosts).size).toBeGreaterThan(4)
    const [first = ''] = hosts
    expect(await resolve(first)).toBe('')

    expect((await cluster.apply([records])).rejections).toEqual([])
    const dns = (
      await cluster.api.list('v1', 'Pod', { namespace: 'kube-system', labelSelector: 'k8s-app=kube-dns' })
    )[0]
    let looks = 0
    const address = await until<string>(
      async () => {
        const found = await resolve(first)
        if (found) return { done: found }
        // A kubelet refreshes the file about once a minute, and whenever the pod changes; it may learn of that change before
        // that of the ConfigMap.
        const annotations = { 'test.ainur.tools/touched': `${looks}` }
        if (looks++ % 10 === 0) await cluster.api.merge(dns as KubeObject, { metadata: { annotations } })
        return { state: `${first} does not resolve` }
      },
      { what: `${first} to resolve`, timeoutMs: 180_000, intervalMs: 500 },
    )
    const [{ from, to } = { from: '', to: '' }] = tree.cluster.network.servicePool
    expect(isBetween(address, from, to)).toBe(true)
    const found = Object.fromEntries(
      await Promise.all([...new Set(hosts)].map(async (host) => [host, await resolve(host)])),
    )
    expect(found).toEqual(Object.fromEntries(hosts.map((host) => [host, address])))
    expect(await resolve(`nobody.${tree.cluster.domain}`)).toBe('')
  })
})

function isBetween(address: string, from: string, to: string): boolean {
  const number = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  return number(from) <= number(address) && number(address) <= number(to)
}
