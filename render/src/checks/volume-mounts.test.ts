import { amd64Only, type ClusterTree, Longhorn, LonghornCrds, place } from '@ainur/constructs'
import { expect, it } from 'vitest'
import type { KubeObject } from '../model/rendered-object.ts'
import { deployment, testCluster, testNode, testRendering } from '../pods/testing/test-rendering.ts'
import { volumeMountsCheck } from './volume-mounts.ts'

const cluster = testCluster({
  nodes: [testNode({ name: 'manwe', role: 'server', architecture: 'amd64' }), testNode({ name: 'varda', disks: [] })],
})

const claim = (storageClassName?: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'web' },
  spec: { storageClassName },
})
const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }]

function run(objects: readonly KubeObject[], ...policies: Parameters<typeof place>[1][]) {
  const apps = (tree: ClusterTree) => {
    const storage = new Longhorn(tree, 'longhorn', { crds: new LonghornCrds(tree, 'longhorn-crds') })
    if (policies.length > 0) place(storage, ...policies)
    tree.complete()
  }
  return volumeMountsCheck.run(testRendering({ cluster, apps, objects }))
}

it('fires for a pod that may land where its volume cannot be mounted', () => {
  const [finding, ...more] = run([claim('longhorn'), deployment('web', 'a:1', { volumes })], amd64Only)
  expect(more).toEqual([])
  expect(finding).toMatchObject({ rule: 'volume-unmountable', severity: 'error', object: { name: 'web' } })
  expect(finding?.path).toBe('spec.template.spec.volumes[0]')
  expect(finding?.message).toBe(
    'a pod may land on varda, where no volume of the class longhorn can be mounted: longhorn-csi-plugin is kept off',
  )
})

it('fires for the claims that a StatefulSet makes', () => {
  const set: KubeObject = { ...deployment('db', 'a:1'), kind: 'StatefulSet' }
  set.spec.volumeClaimTemplates = [{ metadata: { name: 'data' }, spec: { storageClassName: 'longhorn-ext4' } }]
  expect(run([set], amd64Only)).toMatchObject([{ path: 'spec.volumeClaimTemplates[0]' }])
})

it('is silent where the pod is placed alike, where Longhorn runs everywhere, and about other classes', () => {
  const placed = deployment('web', 'a:1', { volumes, nodeSelector: { 'kubernetes.io/arch': 'amd64' } })
  expect(run([claim('longhorn'), placed], amd64Only)).toEqual([])
  expect(run([claim('longhorn'), deployment('web', 'a:1', { volumes })])).toEqual([])
  expect(run([claim('nfs'), deployment('web', 'a:1', { volumes })], amd64Only)).toEqual([])
  expect(run([claim(), deployment('web', 'a:1', { volumes })], amd64Only)).toEqual([])
})
