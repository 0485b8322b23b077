import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browser, browserPath } from '../../../images/testing/browser.ts'
import { docker } from '../../../images/testing/docker.ts'
import { makeCa } from '../../../images/testing/make-ca.ts'
import type { ObjectKey } from '../../src/api/kube-api.ts'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { execInPod } from '../../src/node/exec-in-pod.ts'
import { nodeProvider } from '../../src/node/node-provider.ts'
import { until } from '../../src/wait/until.ts'
import { type CertSiteCluster, certSiteObjects, namespace, startCertSite } from './start-cert-site.ts'

const bundle = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'lab-ca', namespace } }

const skipped =
  (await skipReason('real-pods', nodeProvider)) ??
  (await skipReason('real-pods', docker)) ??
  (await skipReason('real-pods', browser))

describe.skipIf(skipped)('the cert site as a real pod', () => {
  let site: CertSiteCluster

  beforeAll(async () => {
    site = await startCertSite()
  }, 300_000)
  afterAll(() => site?.cluster.destroy())

  const run = (...command: string[]) =>
    execInPod(site.cluster.kubeconfig, { namespace, pod: site.pod.metadata.name, container: 'cert-site' }, command)

  /** Asks again while kube-proxy has not heard of the pod yet. */
  const get = (address: string, path: string) =>
    until<string>(
      async () => {
        const answer = await fetch(`http://${address}${path}`, { signal: AbortSignal.timeout(2000) })
        return answer.ok ? { done: await answer.text() } : { state: `${answer.status}` }
      },
      { what: `an answer from http://${address}${path}`, timeoutMs: 15_000 },
    )

  it('runs on the real node, beside nodes that are pretended', async () => {
    const nodes = await site.cluster.api.list('v1', 'Node')
    const runtimes = Object.fromEntries(
      nodes.map(({ metadata, status }) => [metadata.name, status.nodeInfo.containerRuntimeVersion]),
    )
    const names = site.tree.cluster.nodes.map(({ name }) => name)
    const real = names.at(-1) as string
    expect(Object.keys(runtimes).sort()).toEqual([...names].sort())
    expect(runtimes[real]).toMatch(/^containerd:\/\//)
    expect(Object.values(runtimes).filter((runtime) => runtime === 'pretended://0')).toHaveLength(names.length - 1)
    expect(site.pod.spec.nodeName).toBe(real)
  })

  it('runs the very pod that is rendered', () => {
    const rendered = certSiteObjects(site.tree).find(({ kind }) => kind === 'Deployment') as KubeObject
    expect(site.pod.spec).toMatchObject(rendered.spec.template.spec)
    expect(site.pod.status.containerStatuses[0].restartCount).toBe(0)
  })

  it('is confined by the kernel as rendered', async () => {
    const { stdout } = await run('cat', '/proc/1/status')
    expect(stdout).toMatch(/^Uid:\s+10001\s+10001/m)
    expect(stdout).toMatch(/^CapEff:\s+0+$/m)
    expect(stdout).toMatch(/^CapBnd:\s+0+$/m)
    expect(stdout).toMatch(/^NoNewPrivs:\s+1$/m)
    // 2: a filter, that of the profile RuntimeDefault.
    expect(stdout).toMatch(/^Seccomp:\s+2$/m)
    const written = await run('touch', '/x')
    expect(written).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Read-only file system') })
    expect((await run('ls', '/var/run/secrets')).exitCode).not.toBe(0)
  })

  it('answers at its ClusterIP, from the machine and from inside the pod itself', async () => {
    const service = await site.cluster.api.read({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'cert-site', namespace },
    })
    const address = service.spec.clusterIP
    expect(await get(address, '/fingerprint.txt')).toBe(`${site.ca.fingerprint}\n`)
    const ask = `exec 3<>/dev/tcp/${address}/80; printf 'GET /fingerprint.txt HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3`
    expect((await run('bash', '-c', ask)).stdout).toContain(site.ca.fingerprint)
  })

  it('answers at a LoadBalancer address, while nothing answers at one that no Service has', async () => {
    expect(site.loadBalancer).toBe(site.cluster.slot.network.firstLoadBalancer)
    expect(await get(site.loadBalancer, '/fingerprint.txt')).toBe(`${site.ca.fingerprint}\n`)
    const unused = site.loadBalancer.replace(/\d+$/, '9')
    await expect(fetch(`http://${unused}/fingerprint.txt`, { signal: AbortSignal.timeout(2000) })).rejects.toThrow()
  })

  describe('in a browser', () => {
    let chrome: Browser
    beforeAll(async () => {
      const host = new URL(siteUrl(site)).hostname
      chrome = await chromium.launch({
        executablePath: (await browserPath()) ?? '',
        // No sandbox of its own, which root cannot have; the lab's DNS is not here.
        args: ['--no-sandbox', `--host-resolver-rules=MAP ${host} ${site.loadBalancer}`],
      })
    })
    afterAll(() => chrome?.close())

    it('shows the fingerprint of the CA that the cluster holds, and hands that CA out', async () => {
      const page = await chrome.newPage()
      await page.goto(siteUrl(site))
      expect(await page.locator('#fingerprint').textContent()).toBe(site.ca.fingerprint)
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('a.button')])
      expect(download.suggestedFilename()).toBe('ainur-ca.crt')
      const certificate = new X509Certificate(readFileSync(await download.path()))
      expect(certificate.fingerprint256).toBe(site.ca.fingerprint)
      expect(certificate.raw.equals(site.ca.der)).toBe(true)
    })
  })

  it('follows a rotation of the CA without a restart', async () => {
    const next = await makeCa('Lab Root CA 2', '2026-06-01')
    const { api } = site.cluster
    await api.merge(bundle, { data: { 'ca.crt': next.pem } })
    // A kubelet looks at a pod's volumes once a minute, and whenever the pod changes.
    await api.merge(site.pod as ObjectKey, { metadata: { annotations: { 'test.ainur.tools/looked-at': 'now' } } })
    await until(
      async () => {
        const shown = (await get(site.loadBalancer, '/fingerprint.txt')).trim()
        return shown === next.fingerprint ? { done: true } : { state: `${shown} is shown` }
      },
      { what: 'the new CA to be shown', timeoutMs: 90_000 },
    )
    const pod = await api.read(site.pod as ObjectKey)
    expect(pod.status.containerStatuses[0].restartCount).toBe(0)
    await api.merge(bundle, { data: { 'ca.crt': site.ca.pem } })
  })

  describe('the Pod Security level of its namespace', () => {
    /** The rendered pod, changed. */
    const pod = (change: (spec: KubeObject['spec']) => void): KubeObject => {
      const deployment = certSiteObjects(site.tree).find(({ kind }) => kind === 'Deployment') as KubeObject
      const spec = structuredClone(deployment.spec.template.spec)
      change(spec)
      return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'other', namespace }, spec }
    }

    it('lets the rendered pod in', async () => {
      expect(
        (
          await site.cluster.api.apply(
            pod(() => {}),
            { dryRun: true },
          )
        ).warnings,
      ).toEqual([])
    })

    it.each([
      ['runs as root', (spec: KubeObject['spec']) => delete spec.securityContext.runAsNonRoot, 'runAsNonRoot != true'],
      [
        'keeps capabilities',
        (spec: KubeObject['spec']) => delete spec.containers[0].securityContext.capabilities,
        'unrestricted capabilities',
      ],
      [
        'sees the machine',
        (spec: KubeObject['spec']) => spec.volumes.push({ name: 'root', hostPath: { path: '/' } }),
        'restricted volume types',
      ],
      [
        'is privileged',
        (spec: KubeObject['spec']) => {
          spec.containers[0].securityContext = { privileged: true }
        },
        'privileged',
      ],
    ])('refuses one that %s', async (_, change, why) => {
      const refused = pod(change)
      await expect(site.cluster.api.create(refused)).rejects.toThrow(/violates PodSecurity "restricted:v1\.\d+"/)
      await expect(site.cluster.api.create(refused)).rejects.toThrow(why)
      // It is the namespace that refuses it.
      const elsewhere = { ...refused, metadata: { name: 'other', namespace: 'default' } }
      expect((await site.cluster.api.apply(elsewhere, { dryRun: true })).object.kind).toBe('Pod')
    })
  })
})

function siteUrl({ pod }: CertSiteCluster): string {
  return pod.spec.containers[0].env.find(({ name }: { name: string }) => name === 'SITE_URL').value
}
