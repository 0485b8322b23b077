import { describe, expect, it } from 'vitest'
import { makeCa, type TestCa } from '../../../images/testing/make-ca.ts'
import type { ObjectKey } from '../../src/api/kube-api.ts'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { execInPod } from '../../src/node/exec-in-pod.ts'
import { until } from '../../src/wait/until.ts'
import { type CertSiteCluster, certSiteObjects, namespace } from './start-cert-site.ts'

const bundle = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'lab-ca', namespace } }
/** Reaches the site wherever the pods' network is. */
const throughApiServer = `/api/v1/namespaces/${namespace}/services/cert-site:http/proxy/fingerprint.txt`

/** What holds for the cert site in any cluster that runs real containers. */
export function itRunsTheCertSite(site: () => CertSiteCluster): void {
  const run = (...command: string[]) =>
    execInPod(site().cluster.kubeconfig, { namespace, pod: site().pod.metadata.name, container: 'cert-site' }, command)

  it('runs the very pod that is rendered', () => {
    const rendered = certSiteObjects(site().tree).find(({ kind }) => kind === 'Deployment') as KubeObject
    expect(site().pod.spec).toMatchObject(rendered.spec.template.spec)
    expect(site().pod.status.containerStatuses[0].restartCount).toBe(0)
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

  it('answers at its ClusterIP, even to its own pod', async () => {
    const service = await site().cluster.api.read({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'cert-site', namespace },
    })
    const address = service.spec.clusterIP
    const ask = `exec 3<>/dev/tcp/${address}/80; printf 'GET /fingerprint.txt HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3`
    // kube-proxy may not know the pod yet, so a connection that nobody answers is given up.
    await until(
      async () => {
        const { stdout, stderr } = await run('timeout', '5', 'bash', '-c', ask)
        return stdout.includes(site().ca.fingerprint) ? { done: true } : { state: stdout + stderr }
      },
      { what: `the fingerprint from ${address}` },
    )
  })

  const touch = (pod: ObjectKey, text: string) =>
    site().cluster.api.merge(pod, { metadata: { annotations: { 'test.ainur.tools/touched': text } } })

  /** Changes the CA that the cluster holds, and waits until the site shows it. */
  const rotateTo = async ({ pem, fingerprint }: TestCa) => {
    const { api } = site().cluster
    await api.merge(bundle, { data: { 'ca.crt': pem } })
    let looks = 0
    await until(
      async () => {
        const shown = (await api.text(throughApiServer)).trim()
        if (shown === fingerprint) return { done: true }
        // A kubelet refreshes a pod's volumes about once a minute, and whenever the pod changes; it may learn of that
        // change before it learns of the new content.
        if (looks++ % 10 === 0) await touch(site().pod as ObjectKey, `${fingerprint} ${looks}`)
        return { state: `${shown} is shown` }
      },
      { what: `${fingerprint} to be shown`, timeoutMs: 180_000, intervalMs: 500 },
    )
  }

  it('follows a rotation of the CA, and back, without a restart', async () => {
    await rotateTo(await makeCa('Lab Root CA 2', '2026-06-01'))
    await rotateTo(site().ca)
    const pod = await site().cluster.api.read(site().pod as ObjectKey)
    expect(pod.status.containerStatuses[0].restartCount).toBe(0)
  })

  describe('the Pod Security level of its namespace', () => {
    /** The rendered pod, changed. */
    const pod = (change: (spec: KubeObject['spec']) => void): KubeObject => {
      const deployment = certSiteObjects(site().tree).find(({ kind }) => kind === 'Deployment') as KubeObject
      const spec = structuredClone(deployment.spec.template.spec)
      change(spec)
      return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'other', namespace }, spec }
    }

    it('lets the rendered pod in', async () => {
      expect(
        (
          await site().cluster.api.apply(
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
      await expect(site().cluster.api.create(refused)).rejects.toThrow(/violates PodSecurity "restricted:v1\.\d+"/)
      await expect(site().cluster.api.create(refused)).rejects.toThrow(why)
      // The namespace refuses the pod; another one takes it.
      const elsewhere = { ...refused, metadata: { name: 'other', namespace: 'default' } }
      expect((await site().cluster.api.apply(elsewhere, { dryRun: true })).object.kind).toBe('Pod')
    })
  })
}
