import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { whyNotSettled } from '../../src/argo-cd/application-state.ts'
import { applicationKey, waitForApplications } from '../../src/argo-cd/wait-for-applications.ts'
import { markedProcesses } from '../../src/cleanup/kill.ts'
import { installCrds } from '../../src/crds/install-crds.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { killNode, reviveNode } from '../../src/nodes/kill-node.ts'
import type { ProcessCluster } from '../../src/process/process-cluster.ts'
import { createProcessCluster, processProvider } from '../../src/process/process-provider.ts'
import { existingProvider } from '../../src/provider/existing-provider.ts'
import { waitForPlacement } from '../../src/wait/placement.ts'
import { until } from '../../src/wait/until.ts'
import { waitForNodes } from '../../src/wait/wait-for-nodes.ts'
import { deployment, testNode } from '../sample-objects.ts'

const skipped = await skipReason('honesty', processProvider)
const node = (name: string, architecture: string) => testNode(name, architecture)
const timeoutMs = 2000

const applications = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'applications.argoproj.io' },
  spec: {
    group: 'argoproj.io',
    scope: 'Namespaced',
    names: { kind: 'Application', plural: 'applications' },
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
}

describe.skipIf(skipped)('what waits for a cluster and looks into it', () => {
  let cluster: ProcessCluster
  beforeAll(async () => {
    cluster = await createProcessCluster({
      name: 'honesty',
      nodes: [node('arm', 'arm64'), node('intel', 'amd64')],
      crds: [applications],
      evictAfterSeconds: 1,
    })
  })
  keepLogsOfFailures(() => cluster)
  afterAll(() => cluster?.destroy())

  it('waitForNodes fails with the node and its condition when one is dark, and a killed node comes back', async () => {
    await killNode(cluster.api, 'arm')
    await expect(waitForNodes(cluster.api, { timeoutMs })).rejects.toThrow(
      /waiting for all nodes to be ready\nlast state: arm: Ready is Unknown/,
    )
    await reviveNode(cluster.api, 'arm')
    await waitForNodes(cluster.api)
  })

  it('waitForPlacement tells a refused pod with the scheduler’s words', async () => {
    await cluster.apply([deployment('nowhere', { nodeSelector: { 'example.com/nowhere': 'true' } })])
    const placement = await waitForPlacement(cluster.api)
    expect(placement.get('Deployment default/nowhere')).toEqual({
      nodes: [],
      unschedulable: [expect.stringContaining("2 node(s) didn't match Pod's node affinity/selector")],
    })
    await cluster.api.delete(deployment('nowhere'))
  })

  it('waitForPlacement fails with state and events while a pod waits for a volume that nobody makes', async () => {
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'missing' } }]
    await cluster.apply([
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'missing', namespace: 'default' },
        spec: {
          storageClassName: 'nobody',
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
        },
      },
      deployment('waiting', { volumes }),
    ])
    // The message can only name what has happened: wait for that, however long it takes.
    await until(
      async () => {
        const events = await cluster.api.list('v1', 'Event')
        const pods = await cluster.api.list('v1', 'Pod', { labelSelector: 'app.kubernetes.io/name=waiting' })
        const told = events.some(({ involvedObject }) => involvedObject.name === 'missing')
        const refused = pods.some(({ status }) => status?.conditions?.[0]?.reason === 'Unschedulable')
        return told && refused ? { done: true } : { state: `event: ${told}, pod refused: ${refused}` }
      },
      { what: 'what happens to pod and claim' },
    )
    const waiting = waitForPlacement(cluster.api, { timeoutMs })
    await expect(waiting).rejects.toThrow(/last state: .*default\/waiting waits for its PersistentVolumeClaims/)
    await expect(waiting).rejects.toThrow(/last events:\n[\s\S]*storageclass.storage.k8s.io "nobody" not found/)
    await cluster.api.delete(deployment('waiting'))
  })

  it('waitForApplications fails with conditions and resources of the one that hangs', async () => {
    await cluster.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } }])
    const { rejections } = await cluster.apply([
      {
        ...applicationKey('dex'),
        spec: {},
        status: {
          sync: { status: 'Synced' },
          health: { status: 'Degraded' },
          operationState: { phase: 'Failed', message: 'hook failed' },
        },
      },
    ])
    expect(rejections).toEqual([])
    await expect(
      waitForApplications({ api: cluster.api, names: ['dex', 'omni'], timeoutMs, family: cluster.family }),
    ).rejects.toThrow(
      /last state: \n {2}dex: health is Degraded; operation is Failed: hook failed\n {2}omni: does not exist[\s\S]*application-controller\.log/,
    )
    expect(whyNotSettled(await cluster.api.read(applicationKey('dex')))).toContain('hook failed')
  })

  it('installCrds resolves when objects of the new kinds can be listed', async () => {
    const kinds = Array.from({ length: 5 }, (_, index) => `Kettle${index}`)
    const crds = kinds.map((kind) => {
      const crd = structuredClone(applications)
      const plural = `${kind.toLowerCase()}s`
      crd.metadata.name = `${plural}.kitchen.example.com`
      crd.spec = { ...crd.spec, group: 'kitchen.example.com', names: { kind, plural } }
      return crd
    })
    await installCrds(cluster.api, crds)
    for (const kind of kinds) expect(await cluster.api.list('kitchen.example.com/v1alpha1', kind)).toEqual([])
  })

  it('installCrds fails with the kind that is not served', async () => {
    const unserved = structuredClone(applications)
    unserved.metadata.name = 'kettles.example.com'
    unserved.spec = { ...unserved.spec, group: 'example.com', names: { kind: 'Kettle', plural: 'pans' } }
    await expect(installCrds(cluster.api, [unserved])).rejects.toThrow(/must be spec\.names\.plural\+"\."\+spec\.group/)
  })

  it('an existing cluster is refused unless its context is allowed by name, and left as it was', async () => {
    const options = { kubeconfig: cluster.kubeconfig, context: 'ainur-honesty' }
    expect(await existingProvider({ ...options, allowedContexts: ['other'] }).unavailable()).toBe(
      "context 'ainur-honesty' is not allowed; allowed are: other. Add it to allowedContexts if nobody needs that cluster",
    )
    const provider = existingProvider({ ...options, allowedContexts: ['ainur-honesty'] })
    const existing = await provider.create({ name: 'mine', nodes: [] })
    const old = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'old', namespace: 'default' } }
    const made = { ...old, metadata: { ...old.metadata, name: 'made' } }
    await cluster.apply([old])
    await existing.apply([old, made])
    expect(await cluster.api.find(made)).toBeDefined()
    await existing.destroy()
    expect(await cluster.api.find(made)).toBeUndefined()
    expect(await cluster.api.find(old)).toBeDefined()
  })

  it('exports every log and every object but Secrets', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'export-'))
    await cluster.apply([
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 's', namespace: 'default' },
        stringData: { password: 'hunter2' },
      },
    ])
    await cluster.exportLogs(folder)
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining(['etcd.log', 'kube-apiserver.log', 'kwok.log', 'objects']),
    )
    expect(readFileSync(join(folder, 'objects', 'Node.v1.yaml'), 'utf8')).toContain('name: intel')
    expect(readdirSync(join(folder, 'objects')).filter((name) => name.startsWith('Secret'))).toEqual([])
    rmSync(folder, { recursive: true })
  })
})

describe.skipIf(skipped)('a cluster without nodes', () => {
  it('starts, and takes nodes and pods later', async () => {
    const cluster = await createProcessCluster({ name: 'bare', nodes: [] })
    try {
      expect(await cluster.api.list('v1', 'Node')).toEqual([])
      await cluster.apply([deployment('early')])
      expect((await waitForPlacement(cluster.api)).get('Deployment default/early')).toEqual({
        nodes: [],
        unschedulable: [expect.stringContaining('no nodes available')],
      })
      await cluster.api.create(node('late', 'arm64'))
      await cluster.waitReady()
      await until(
        async () => {
          const placed = (await waitForPlacement(cluster.api)).get('Deployment default/early')
          return placed?.nodes[0] === 'late' ? { done: true } : { state: JSON.stringify(placed) }
        },
        { what: 'the pod to be placed' },
      )
    } finally {
      await cluster.destroy()
    }
  })
})

describe.skipIf(skipped)('the end of a cluster', () => {
  it('comes with all logs kept when it cannot start', async () => {
    const unusable = { ...node('a', 'arm64'), metadata: { name: 'No DNS label' } }
    const starting = createProcessCluster({ name: 'unusable', nodes: [unusable] })
    const error = await starting.then(
      () => new Error('it started'),
      (cause: Error) => cause,
    )
    const [, directory = ''] =
      /^cluster unusable did not start: [\s\S]*\nall logs are kept in (.*)$/.exec(error.message) ?? []
    expect(error.message).toContain('No DNS label')
    expect(readdirSync(directory)).toEqual(expect.arrayContaining(['etcd.log', 'kube-apiserver.log']))
    rmSync(directory, { recursive: true })
  })

  it('is told with the log of the program that died, and leaves nothing', async () => {
    const [one, other] = await Promise.all([
      createProcessCluster({ name: 'one', nodes: [node('a', 'arm64')] }),
      createProcessCluster({ name: 'other', nodes: [node('b', 'amd64')] }),
    ])
    try {
      expect((await one.api.list('v1', 'Node')).map(({ metadata }) => metadata.name)).toEqual(['a'])
      process.kill(one.family.pid('kube-scheduler'), 'SIGKILL')
      await expect(one.waitReady().then(() => waitUntilDead(one))).rejects.toThrow(
        /kube-scheduler was ended by SIGKILL\n {2}command: kube-scheduler .*\n {2}log: .*kube-scheduler\.log\n {2}\| /,
      )
      // Waits for something in the cluster fail too, and the logs are kept.
      await expect(waitForPlacement(one.api)).rejects.toThrow('kube-scheduler was ended by SIGKILL')
      const kept = mkdtempSync(join(tmpdir(), 'export-'))
      await one.exportLogs(kept)
      expect(existsSync(join(kept, 'objects', 'Node.v1.yaml'))).toBe(true)
      rmSync(kept, { recursive: true })
    } finally {
      await one.destroy()
    }
    expect(existsSync(one.family.directory)).toBe(false)
    expect(markedProcesses(one.family.directory)).toEqual([])
    // The other cluster does not notice.
    expect((await other.api.list('v1', 'Node')).map(({ metadata }) => metadata.name)).toEqual(['b'])
    await other.destroy()
    expect(markedProcesses(other.family.directory)).toEqual([])
  })
})

async function waitUntilDead(cluster: ProcessCluster): Promise<void> {
  // The kernel reports a death with some delay, so one look is not enough.
  await until(() => ({ state: 'all of them run' }), {
    what: 'a program to die',
    guard: () => cluster.family.assertRunning(),
  })
}
