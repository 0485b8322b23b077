import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../model/rendered-object.ts'
import { deployment, mixedCluster, TestApp, testRendering } from '../pods/testing/test-rendering.ts'
import { multiAttachCheck } from './multi-attach.ts'

const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }]
const recreate = { strategy: { type: 'Recreate' } }

function claim(spec: object = {}): KubeObject {
  const metadata = { name: 'data', namespace: 'web' }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata,
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'replicated', ...spec },
  }
}

/** Findings about these objects beside the claim `web/data`. */
function found(objects: readonly KubeObject[], { of = claim(), nodes = mixedCluster() } = {}): string[] {
  return multiAttachCheck
    .run(testRendering({ cluster: nodes, objects: [of, ...objects] }))
    .map(({ rule, severity, object, path }) => `${severity} ${rule} ${object.name} ${path}`)
}

const web = (spec: object = {}, podSpec: object = {}) =>
  deployment('web', 'web:1', { volumes, ...podSpec }, { ...spec })
const beside = (name: string) => ({
  affinity: {
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: { 'app.kubernetes.io/name': name } }, topologyKey: 'kubernetes.io/hostname' },
      ],
    },
  },
})
const stuck = 'warning volume-rollout-stuck web spec.template.spec.volumes[0]'
const multi = (name = 'web') => `error volume-multi-attach ${name} spec.template.spec.volumes[0]`
const [, first] = mixedCluster().nodes
const oneNode = () => ({ ...mixedCluster(), nodes: first ? [first] : [] })

describe('volume-rollout-stuck', () => {
  it('fires for the rollout that Kubernetes does by default', () => {
    expect(found([web()])).toEqual([stuck])
    expect(found([web({ strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } })])).toEqual([stuck])
  })

  it('accepts a Deployment that stops the old pod first', () => {
    expect(found([web(recreate)])).toEqual([])
    expect(found([web({ strategy: { rollingUpdate: { maxSurge: 0 } } })])).toEqual([])
    expect(found([web({ strategy: { rollingUpdate: { maxUnavailable: 1 } } })])).toEqual([])
    expect(found([{ ...web(), kind: 'StatefulSet' }])).toEqual([])
  })

  it('accepts pods that stay on one node, and none at all', () => {
    expect(found([web({}, { nodeSelector: { 'kubernetes.io/hostname': 'varda' } })])).toEqual([])
    expect(found([web({}, beside('web'))])).toEqual([])
    expect(found([web()], { nodes: oneNode() })).toEqual([])
    expect(found([web({ replicas: 0 })])).toEqual([])
  })

  it('fires on one node too where a single pod holds the volume', () => {
    const of = claim({ accessModes: ['ReadWriteOncePod'] })
    expect(found([web()], { of, nodes: oneNode() })).toEqual([stuck])
    expect(found([web(recreate)], { of, nodes: oneNode() })).toEqual([])
  })

  it.each([
    ['a directory of a node, where the scheduler takes the pod', claim({ storageClassName: 'local-path' })],
    ['the default class of k3s, which is one', claim({ storageClassName: undefined })],
    ['a share over the network', claim({ storageClassName: 'nfs-client' })],
    ['a claim for many nodes', claim({ accessModes: ['ReadWriteMany'] })],
    ['a claim that may be either', claim({ accessModes: ['ReadWriteOnce', 'ReadWriteMany'] })],
  ])('accepts %s', (_, of) => {
    expect(found([web({ replicas: 2 })], { of })).toEqual([])
  })

  it('asks the class and the volume in the tree what they are', () => {
    const metadata = { name: 'replicated' }
    const storageClass = (provisioner: string): KubeObject =>
      ({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata, provisioner }) as KubeObject
    expect(found([web(), storageClass('nfs.csi.k8s.io')])).toEqual([])
    expect(found([web(), storageClass('driver.longhorn.io')])).toEqual([stuck])
    const volume = (source: object): KubeObject => ({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata,
      spec: source,
    })
    const of = claim({ storageClassName: '', volumeName: 'replicated' })
    expect(found([web(), volume({ nfs: { server: 'nas', path: '/' } })], { of })).toEqual([])
    expect(found([web(), volume({ iscsi: { iqn: 'iqn' } })], { of })).toEqual([stuck])
  })

  it('asks the default class of the tree, where the claim names none', () => {
    const marked = { 'storageclass.kubernetes.io/is-default-class': 'true' }
    const metadata = { name: 'fast', annotations: marked }
    const of = claim({ storageClassName: undefined })
    const fast = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata, provisioner: 'x' } as KubeObject
    expect(found([web(), fast], { of })).toEqual([stuck])
    const apps = (tree: ConstructorParameters<typeof TestApp>[0]) =>
      new TestApp(tree).replacesComponent('storage', 'the test has its own')
    const rendering = testRendering({ cluster: mixedCluster(), objects: [of, web()], apps })
    expect(multiAttachCheck.run(rendering)).toHaveLength(1)
  })
})

describe('volume-multi-attach', () => {
  it('fires for two pods, and for a pod on each node', () => {
    expect(found([web({ replicas: 2, ...recreate })])).toEqual([multi()])
    expect(found([{ ...web(), kind: 'DaemonSet' }])).toEqual([multi()])
    expect(found([{ ...web({ replicas: 2 }), kind: 'StatefulSet' }])).toEqual([multi()])
  })

  it('accepts two pods that stay together, unless a single pod holds the volume', () => {
    expect(found([web({ replicas: 2, ...recreate }, beside('web'))])).toEqual([])
    expect(
      found([web({ replicas: 2, ...recreate }, beside('web'))], { of: claim({ accessModes: ['ReadWriteOncePod'] }) }),
    ).toEqual([multi()])
  })

  it('fires for two workloads that nothing keeps together', () => {
    const job = deployment('job', 'job:1', { volumes }, recreate)
    expect(found([web(recreate), job])).toEqual([multi('job')])
    const together = deployment('job', 'job:1', { volumes, ...beside('web') }, recreate)
    expect(found([web(recreate), together])).toEqual([])
    expect(found([web(recreate), deployment('job', 'job:1', { volumes, ...beside('db') }, recreate)])).toHaveLength(1)
  })
})
