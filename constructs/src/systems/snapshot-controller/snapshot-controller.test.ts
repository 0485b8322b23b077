import { expect, it } from 'vitest'
import { ClusterTree } from '../../app/cluster-tree.ts'
import { keepInCluster } from '../../app/keep-in-cluster.ts'
import { objectOf, objectsOf } from '../../app/testing/objects.ts'
import { testCluster } from '../../app/testing/test-cluster.ts'
import { longhornUpstream } from '../longhorn/upstream.ts'
import { SnapshotController } from './snapshot-controller.ts'
import { snapshotControllerUpstream } from './upstream.ts'

const app = () => new SnapshotController(new ClusterTree(testCluster()), 'snapshot-controller')

it('brings the kinds and the controller that pairs them', () => {
  expect(objectsOf(app()).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'CustomResourceDefinition volumesnapshotclasses.snapshot.storage.k8s.io',
    'CustomResourceDefinition volumesnapshotcontents.snapshot.storage.k8s.io',
    'CustomResourceDefinition volumesnapshots.snapshot.storage.k8s.io',
    'ServiceAccount snapshot-controller',
    'ClusterRole snapshot-controller-runner',
    'ClusterRoleBinding snapshot-controller-role',
    'Role snapshot-controller-leaderelection',
    'RoleBinding snapshot-controller-leaderelection',
    'Deployment snapshot-controller',
  ])
})

it('keeps the kinds when it goes, and has them approved: the API server takes none of its own groups otherwise', () => {
  const kinds = objectsOf(app()).filter(({ kind }) => kind === 'CustomResourceDefinition')
  for (const { metadata } of kinds) {
    expect(metadata.annotations, metadata.name).toEqual({
      'api-approved.kubernetes.io': expect.stringMatching(/^https:\/\/github\.com\/kubernetes-csi\//),
      ...keepInCluster,
    })
  }
})

it('elects a leader in its own namespace, since an update has two of it for a moment', () => {
  const own = app()
  const [container] = objectOf(own, 'Deployment', 'snapshot-controller').spec.template.spec.containers
  expect(container.args).toContain('--leader-election=true')
  const { rules } = objectOf(own, 'Role', 'snapshot-controller-leaderelection')
  expect(rules).toEqual([
    {
      apiGroups: ['coordination.k8s.io'],
      resources: ['leases'],
      verbs: expect.arrayContaining(['get', 'create', 'update']),
    },
  ])
})

it("is of the same release as Longhorn's sidecar, which works on the same objects", () => {
  expect(snapshotControllerUpstream.version).toBe(longhornUpstream.images.csiSnapshotter.tag)
})
