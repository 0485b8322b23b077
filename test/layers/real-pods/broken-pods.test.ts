import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
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
import { until } from '../../src/wait/until.ts'
import { saveImage } from './save-image.ts'

const skipped = (await skipReason('real-pods', nodeProvider)) ?? (await skipReason('real-pods', docker))

const image = 'ainur.test/system:1'
const namespace = 'default'

/** Failures that kwok cannot show: with it, every pod runs at once and for ever. */
describe.skipIf(skipped)('on a real node, a pod', () => {
  let cluster: NodeCluster

  beforeAll(async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'ainur-image-'))
    try {
      const archive = join(scratch, 'system.tar')
      await saveImage(baseImage, image, archive)
      const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'real' } }
      cluster = await createNodeCluster({ name: 'broken-pods', nodes: [asRealNode(node)], images: [archive] })
    } finally {
      rmSync(scratch, { recursive: true })
    }
  })
  afterAll(() => cluster?.destroy())

  const start = async (name: string, container: object, spec: object = {}) => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace } }
    const main = { name: 'main', image, ...container }
    await cluster.api.create({ ...pod, spec: { terminationGracePeriodSeconds: 0, containers: [main], ...spec } })
  }
  const wait = (name: string, what: string, accept: (pod: KubeObject) => boolean, timeoutMs = 120_000) =>
    waitForPod(cluster.api, { namespace, fieldSelector: `metadata.name=${name}`, what, timeoutMs }, accept)
  const status = (pod: KubeObject) => pod.status?.containerStatuses?.[0]

  it('that wants more memory than its limit is killed', async () => {
    // containerd learns in two ways that memory ran out and that the container ended: without a moment in between, it may
    // report the end before it knows the reason.
    const script = 'head -c 200M /dev/zero | tail; code=$?; sleep 1; exit $code'
    const limited = { command: ['sh', '-c', script], resources: { limits: { memory: '32Mi' } } }
    await start('greedy', limited, { restartPolicy: 'Never' })
    const pod = await wait('greedy', 'end', (one) => status(one)?.state?.terminated)
    expect(status(pod).state.terminated).toMatchObject({ reason: 'OOMKilled', exitCode: 137 })
  })

  it('that must not be root but is, never starts', async () => {
    await start('root', { command: ['sleep', '60'], securityContext: { runAsNonRoot: true, runAsUser: 0 } })
    const pod = await wait('root', 'be refused', (one) => status(one)?.state?.waiting?.message)
    expect(status(pod).state.waiting.reason).toBe('CreateContainerConfigError')
  })

  it('whose liveness probe fails is restarted', async () => {
    const probe = { exec: { command: ['false'] }, periodSeconds: 1, failureThreshold: 1 }
    await start('dead', { command: ['sleep', '600'], livenessProbe: probe })
    const pod = await wait('dead', 'be restarted', (one) => status(one)?.restartCount > 0)
    expect(status(pod).lastState.terminated.exitCode).toBe(137)
  })

  it('whose image does not exist: the wait for it times out and tells the reason, the events and the log', async () => {
    await start('missing', { image: 'ainur.test/none:1', imagePullPolicy: 'Never' })
    // The message can only name what has happened: wait for that, however long it takes.
    await wait('missing', 'be refused', (pod) => status(pod)?.state?.waiting?.reason === 'ErrImageNeverPull')
    await until(
      async () => {
        const query = { namespace, fieldSelector: 'involvedObject.name=missing,reason=ErrImageNeverPull' }
        return (await cluster.api.list('v1', 'Event', query)).length > 0 ? { done: true } : { state: 'none' }
      },
      { what: 'an event that tells why' },
    )
    const failure = await wait('missing', 'be ready', isReady, 1000).catch((error: Error) => error.message)
    expect(failure).toContain('timed out after 1 s waiting for a pod in default to be ready')
    expect(failure).toMatch(
      /last state: Pod default\/missing is Pending on real: main is waiting \(ErrImageNeverPull: /,
    )
    expect(failure).toMatch(/Warning ErrImageNeverPull: Container image "ainur.test\/none:1" is not present/)
    expect(failure).toContain('main wrote:')
  })

  it('that ends badly: what it wrote is in the report, and among the exported logs', async () => {
    await start('talks', { command: ['sh', '-c', 'echo the reason; exit 3'] }, { restartPolicy: 'Never' })
    await wait('talks', 'end', (one) => status(one)?.state?.terminated)
    const failure = await wait('talks', 'be ready', isReady, 100).catch((error: Error) => error.message)
    expect(failure).toContain('main is terminated (Error)')
    expect(failure).toContain('  | the reason')

    const directory = mkdtempSync(join(tmpdir(), 'ainur-logs-'))
    try {
      await cluster.exportLogs(directory)
      expect(readdirSync(directory)).toEqual(
        expect.arrayContaining(['kubelet.log', 'containerd.log', 'kube-proxy.log']),
      )
      const pod = readdirSync(join(directory, 'pods')).find((name) => name.startsWith('default_talks_')) as string
      expect(readFileSync(join(directory, 'pods', pod, 'main', '0.log'), 'utf8')).toContain('the reason')
    } finally {
      rmSync(directory, { recursive: true })
    }
  })

  it('in which a command fails: its exit code and both its outputs come back', async () => {
    await start('shell', { command: ['sleep', '600'] })
    await wait('shell', 'be ready', isReady)
    const target = { namespace, pod: 'shell', container: 'main' }
    const command = ['sh', '-c', 'echo out; echo err >&2; exit 7']
    expect(await execInPod(cluster.kubeconfig, target, command)).toEqual({
      exitCode: 7,
      stdout: 'out\n',
      stderr: 'err\n',
    })
    await expect(execInPod(cluster.kubeconfig, target, ['no-such-program'])).rejects.toThrow('no-such-program')
  })
})
