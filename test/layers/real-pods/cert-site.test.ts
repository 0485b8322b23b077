import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { type ClusterNode, nodeLabels } from '@ainur/constructs'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browser, browserPath } from '../../../images/testing/browser.ts'
import { docker } from '../../../images/testing/docker.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import type { NodeCluster } from '../../src/node/node-cluster.ts'
import { createNodeCluster, nodeProvider } from '../../src/node/node-provider.ts'
import { until } from '../../src/wait/until.ts'
import { itRunsTheCertSite } from './it-runs-the-cert-site.ts'
import { type CertSiteCluster, lastIsReal, loadBalancerService, namespace, startCertSite } from './start-cert-site.ts'

const skipped =
  (await skipReason('real-pods', nodeProvider)) ??
  (await skipReason('real-pods', docker)) ??
  (await skipReason('real-pods', browser))

describe.skipIf(skipped)('the cert site as a real pod', () => {
  let site: CertSiteCluster<NodeCluster>
  let loadBalancer: string

  beforeAll(async () => {
    site = await startCertSite(createNodeCluster, lastIsReal)
    loadBalancer = site.cluster.slot.network.firstLoadBalancer
  })
  afterAll(() => site?.cluster.destroy())

  /** Asks again while kube-proxy has not heard of the pod yet. */
  const get = (address: string, path: string) =>
    until<string>(
      async () => {
        const answer = await fetch(`http://${address}${path}`, { signal: AbortSignal.timeout(2000) })
        return answer.ok ? { done: await answer.text() } : { state: `${answer.status}` }
      },
      { what: `an answer from http://${address}${path}` },
    )

  it('runs on the real node, beside nodes that are simulated', async () => {
    const nodes = await site.cluster.api.list('v1', 'Node')
    const runtimes = Object.fromEntries(
      nodes.map(({ metadata, status }) => [metadata.name, status.nodeInfo.containerRuntimeVersion]),
    )
    const names = site.tree.cluster.nodes.map(({ name }) => name)
    const real = names.at(-1) as string
    expect(Object.keys(runtimes).sort()).toEqual([...names].sort())
    expect(runtimes[real]).toMatch(/^containerd:\/\//)
    expect(Object.values(runtimes).filter((runtime) => runtime === 'simulated://0')).toHaveLength(names.length - 1)
    expect(site.pod.spec.nodeName).toBe(real)
  })

  it('leaves the real node what the definition says of it, but for what this machine is', async () => {
    const machine = site.tree.cluster.nodes.at(-1) as ClusterNode
    const { metadata, status } = await site.cluster.api.read({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: machine.name },
    })
    expect(metadata.labels).toMatchObject({ ...nodeLabels(machine), 'kubernetes.io/arch': goArchitecture() })
    expect(status.capacity.cpu).toBe(String(cpus().length))
    const internal = status.addresses.find(({ type }: { type: string }) => type === 'InternalIP')
    expect(internal.address).toBe(site.cluster.slot.network.node)
  })

  itRunsTheCertSite(() => site)

  it('answers at its ClusterIP from the machine, too', async () => {
    const name = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'cert-site', namespace } }
    const { spec } = await site.cluster.api.read(name)
    expect(await get(spec.clusterIP, '/fingerprint.txt')).toBe(`${site.ca.fingerprint}\n`)
  })

  it('answers at a LoadBalancer address, while nothing answers at one that no Service has', async () => {
    const given = await until<string>(
      async () => {
        const { status } = await site.cluster.api.read(loadBalancerService)
        const [ingress] = status?.loadBalancer?.ingress ?? []
        return ingress ? { done: ingress.ip } : { state: 'it has none' }
      },
      { what: 'the Service to get an address' },
    )
    expect(given).toBe(loadBalancer)
    expect(await get(loadBalancer, '/fingerprint.txt')).toBe(`${site.ca.fingerprint}\n`)
    const unused = loadBalancer.replace(/\d+$/, '9')
    await expect(fetch(`http://${unused}/fingerprint.txt`, { signal: AbortSignal.timeout(2000) })).rejects.toThrow()
  })

  describe('in a browser', () => {
    let chrome: Browser
    beforeAll(async () => {
      const host = new URL(siteUrl(site)).hostname
      chrome = await chromium.launch({
        executablePath: (await browserPath()) ?? '',
        // No sandbox of its own, which root cannot have; the lab's DNS is not here.
        args: ['--no-sandbox', `--host-resolver-rules=MAP ${host} ${loadBalancer}`],
        timeout: 120_000,
      })
    })
    afterAll(() => chrome?.close())

    it('shows the fingerprint of the CA that the cluster holds, and hands that CA out', async () => {
      const page = await chrome.newPage()
      page.setDefaultTimeout(120_000)
      await page.goto(siteUrl(site))
      expect(await page.locator('#fingerprint').textContent()).toBe(site.ca.fingerprint)
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('a.button')])
      expect(download.suggestedFilename()).toBe('ainur-ca.crt')
      const certificate = new X509Certificate(readFileSync(await download.path()))
      expect(certificate.fingerprint256).toBe(site.ca.fingerprint)
      expect(certificate.raw.equals(site.ca.der)).toBe(true)
    })
  })
})

function goArchitecture(): string {
  return process.arch === 'x64' ? 'amd64' : process.arch
}

function siteUrl({ pod }: CertSiteCluster): string {
  return pod.spec.containers[0].env.find(({ name }: { name: string }) => name === 'SITE_URL').value
}
