import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { programProvider } from '../../src/programs/program-cluster.ts'
import { startContainer } from '../../src/programs/start-container.ts'
import { until } from '../../src/wait/until.ts'
import { type StartedTree, startTree } from './start-tree.ts'

const skipped = await skipReason('programs', programProvider)

const namespace = 'default'
const snapshots = 'snapshot.storage.k8s.io/v1'

/** A volume of Longhorn's and the claim that it is bound to, as the driver leaves them. */
const volume: KubeObject = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'pvc-1' },
  spec: {
    capacity: { storage: '1Gi' },
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'longhorn-ext4',
    claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: 'data' },
    csi: { driver: 'driver.longhorn.io', volumeHandle: 'pvc-1' },
  },
}
const claim: KubeObject = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace },
  spec: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
    storageClassName: 'longhorn-ext4',
    volumeName: 'pvc-1',
  },
}
const snapshot: KubeObject = {
  apiVersion: snapshots,
  kind: 'VolumeSnapshot',
  metadata: { name: 'before-upgrade', namespace },
  spec: { source: { persistentVolumeClaimName: 'data' } },
}

describe.skipIf(skipped)('the snapshot controller, on the reference tree', () => {
  let started: StartedTree
  let log: string

  beforeAll(async () => {
    const wanted = ['snapshot-controller', 'longhorn']
    started = await startTree('snapshots', { only: (_, app) => wanted.includes(app) })
    const { cluster, programs } = started
    const workload = started.rendered('Deployment', 'snapshot-controller', 'snapshot-controller')
    const child = await startContainer(cluster, { workload, program: programs['snapshot-controller'] as string })
    log = child.log
    await cluster.apply([volume, claim])
  })
  keepLogsOfFailures(() => started?.cluster)
  afterAll(() => started?.cluster.destroy())

  it('hands a snapshot of a claim to the driver of its volume, of the class that the tree makes the default', async () => {
    const { api, family } = started.cluster
    await api.apply(snapshot)
    const bound = await until<{ readonly name: string; readonly spec: Record<string, unknown> }>(
      async () => {
        const { spec, status } = await api.read(snapshot)
        const name = status?.boundVolumeSnapshotContentName
        return name ? { done: { name, spec } } : { state: JSON.stringify(status) }
      },
      { what: 'the snapshot to have a content', guard: () => family.assertRunning() },
    )
    expect(bound.spec.volumeSnapshotClassName).toBe('longhorn-snapshot')
    const content = { apiVersion: snapshots, kind: 'VolumeSnapshotContent', metadata: { name: bound.name } }
    expect((await api.read(content)).spec).toMatchObject({
      driver: 'driver.longhorn.io',
      deletionPolicy: 'Delete',
      source: { volumeHandle: 'pvc-1' },
      volumeSnapshotClassName: 'longhorn-snapshot',
    })
  })

  it('may do all that it tries', () => {
    const text = readFileSync(log, 'utf8')
    expect(text).toMatch(/successfully acquired lease/i)
    expect(text.split('\n').filter((line) => /forbidden|unauthorized/i.test(line))).toEqual([])
  })
})
