import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { crdsOf } from '@ainur/constructs/crds'
import { upstreams } from '@ainur/constructs/upstreams'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notificationsConfig } from '../../../constructs/src/systems/argo-cd/notifications.ts'
import { ensureAssets } from '../../src/assets/ensure-assets.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { releasePorts, reservePorts } from '../../src/process/ports.ts'
import type { ProcessCluster } from '../../src/process/process-cluster.ts'
import { createProcessCluster, processProvider } from '../../src/process/process-provider.ts'
import { until } from '../../src/wait/until.ts'
import { testNode } from '../sample-objects.ts'

const skipped = await skipReason('argocd', processProvider)

interface Received {
  readonly path: string
  readonly token: string | undefined
  readonly body: {
    readonly title: string
    readonly message: string
    readonly priority: number
    readonly extras: object
  }
}

describe.skipIf(skipped)('notifications of Argo CD', () => {
  const received: Received[] = []
  const malformed: string[] = []
  const gotify = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      try {
        const token = request.headers['x-gotify-key']
        received.push({ path: request.url ?? '', token: token?.toString(), body: JSON.parse(text) })
      } catch {
        malformed.push(text)
      }
      response.end('{}')
    })
  })
  let cluster: ProcessCluster
  let ports: number[] = []

  beforeAll(async () => {
    gotify.listen(0, '127.0.0.1')
    await once(gotify, 'listening')
    const url = `http://127.0.0.1:${(gotify.address() as AddressInfo).port}`
    const upstream = upstreams.find(({ name }) => name === 'argo-cd')
    if (!upstream) throw new Error('there is no record of Argo CD')
    cluster = await createProcessCluster({
      name: 'notifications',
      nodes: [testNode('one', 'arm64')],
      crds: crdsOf(upstream).map((crd) => ({ ...crd })),
    })
    const { api, family, kubeconfig } = cluster
    const labels = { 'app.kubernetes.io/part-of': 'argocd' }
    const inArgoCd = (name: string) => ({ name, namespace: 'argocd', labels })
    await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } })
    await api.apply({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: inArgoCd('argocd-notifications-cm'),
      data: notificationsConfig('https://argocd.lab.home.arpa', { gotify: { url } }),
    })
    await api.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: inArgoCd('argocd-notifications-secret'),
      stringData: { 'gotify-token': 'the-token' },
    })
    await api.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: inArgoCd('argocd-cm'), data: {} })
    await api.apply({ apiVersion: 'v1', kind: 'Secret', metadata: inArgoCd('argocd-secret') })
    ports = await reservePorts(1)
    const { argocd } = await ensureAssets()
    family.start(
      'notifications-controller',
      argocd,
      [
        '--namespace=argocd',
        `--metrics-port=${ports[0]}`,
        '--argocd-repo-server=127.0.0.1:1',
        '--argocd-repo-server-plaintext',
      ],
      { ARGOCD_BINARY_NAME: 'argocd-notifications', KUBECONFIG: kubeconfig },
    )
  })
  keepLogsOfFailures(() => cluster)
  afterAll(async () => {
    gotify.close()
    releasePorts(ports)
    await cluster?.destroy()
  })

  const application = (name: string, status: object) =>
    cluster.api.apply({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name, namespace: 'argocd' },
      spec: {
        project: 'default',
        source: { repoURL: 'https://git.example.org/lab.git', path: name, targetRevision: 'main' },
        destination: { server: 'https://kubernetes.default.svc', namespace: name },
      },
      status,
    })

  const operation = (more: object) => ({
    operation: { sync: {} },
    startedAt: '2026-01-01T00:00:00Z',
    phase: 'Running',
    ...more,
  })

  it('tell Gotify of what is degraded and of what fails again and again, and of nothing else', async () => {
    await application('fine', { health: { status: 'Healthy' }, operationState: operation({ retryCount: 4 }) })
    await application('never-synced', {})
    await application('broken', { health: { status: 'Degraded' } })
    const message = 'the server says "no"\nand says it twice'
    await application('refused', {
      health: { status: 'Progressing' },
      operationState: operation({ retryCount: 5, message }),
    })
    await until(() => (received.length >= 2 ? { done: true } : { state: JSON.stringify({ received, malformed }) }), {
      what: 'two notifications',
      guard: () => cluster.family.assertRunning(),
      report: () => cluster.family.tail('notifications-controller', 20),
    })
    // What comes later than those before it is seen in order: one controller works on one Application after the other.
    await application('last', { health: { status: 'Degraded' } })
    await until(
      () =>
        received.some(({ body }) => body.message.startsWith('last'))
          ? { done: true }
          : { state: JSON.stringify(received) },
      { what: 'the last notification', report: () => cluster.family.tail('notifications-controller', 20) },
    )
    expect(malformed).toEqual([])
    expect(received.map(({ path, token }) => `${path} ${token}`)).toEqual(received.map(() => '/message the-token'))
    expect(received.map(({ body }) => body.message).sort()).toEqual([
      'broken is degraded: its pods fail, or a part of it says so.',
      'last is degraded: its pods fail, or a part of it says so.',
      `refused cannot be synced: ${message}`,
    ])
    expect(received[0]?.body).toMatchObject({
      title: 'Argo CD',
      priority: 5,
      extras: {
        'client::notification': {
          click: { url: expect.stringMatching(/^https:\/\/argocd\.lab\.home\.arpa\/applications\//) },
        },
      },
    })
  })
})
