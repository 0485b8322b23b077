import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { application, claim, clusterWide, named, statefulSet, storageClass, tree, yaml } from '../testing/objects.ts'

const rule = (before: Parameters<typeof findingsOf>[1], after: Parameters<typeof findingsOf>[2]) =>
  findingsOf('data-loss', before, after)
const app = application('web')

describe('data-loss', () => {
  it('follows a removed claim to its class, its policy and its replicas', () => {
    const [finding, ...more] = rule(
      tree([app], claim('films', 'longhorn', '50Gi'), storageClass('longhorn')),
      tree([app], storageClass('longhorn')),
    )
    expect(more).toEqual([])
    expect(finding).toMatchObject({
      severity: 'error',
      object: { kind: 'PersistentVolumeClaim', namespace: 'media', name: 'films' },
      message:
        'Argo CD deletes PersistentVolumeClaim media/films: Application web prunes what leaves the tree. 50Gi, class longhorn; StorageClass longhorn has reclaim policy Delete: the volume goes, with its 3 replicas.',
    })
  })

  it('calls a volume retained when its class says so', () => {
    const retain = storageClass('keep', { reclaimPolicy: 'Retain' })
    const [finding] = rule(tree([app], claim('films', 'keep'), retain), tree([app], retain))
    expect(finding?.severity).toBe('warning')
    expect(finding?.message).toContain('Retain: the volume stays')
  })

  it('reads the class that Longhorn makes from its ConfigMap', () => {
    const embedded = named('v1', 'ConfigMap', 'longhorn-storageclass', {
      data: {
        'storageclass.yaml':
          'kind: StorageClass\napiVersion: storage.k8s.io/v1\nmetadata:\n  name: longhorn\nreclaimPolicy: Delete\nparameters:\n  numberOfReplicas: "1"\n',
      },
    })
    expect(rule(tree([app], claim('films', 'longhorn'), embedded), tree([app], embedded))[0]?.message).toContain(
      'the volume goes, with its only copy',
    )
  })

  it('says nothing when the claim stays in the cluster', () => {
    const kept = {
      ...claim('films', 'longhorn'),
      metadata: {
        name: 'films',
        namespace: 'media',
        annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' },
      },
    }
    expect(rule(tree([app], kept), tree([app], named('v1', 'ConfigMap', 'a')))).toEqual([])
  })

  it('says nothing when a claim only grows or moves to another file', () => {
    expect(
      rule({ 'a.yaml': yaml(claim('films', 'longhorn')) }, { 'b.yaml': yaml(claim('films', 'longhorn', '20Gi')) }),
    ).toEqual([])
  })

  it('shows a renamed claim as an empty new one', () => {
    const [finding] = rule(tree([app], claim('films', 'longhorn')), tree([app], claim('movies', 'longhorn')))
    expect(finding?.message).toContain('It is renamed to PersistentVolumeClaim media/movies, which starts empty.')
  })

  it('reports a claim whose class changes', () => {
    expect(rule(yaml(claim('films', 'a')), yaml(claim('films', 'b'))).map(({ path }) => path)).toEqual([
      'spec.storageClassName',
    ])
  })

  it('says that claims of a removed StatefulSet are orphaned, or deleted if its policy says so', () => {
    const set = (policy?: object) =>
      statefulSet({
        spec: {
          volumeClaimTemplates: [
            {
              metadata: { name: 'data' },
              spec: { storageClassName: 'longhorn', resources: { requests: { storage: '5Gi' } } },
            },
          ],
          persistentVolumeClaimRetentionPolicy: policy,
        },
      })
    const other = named('v1', 'ConfigMap', 'a')
    const orphaned = rule(tree([app], set(), other), tree([app], other))
    expect(orphaned[0]).toMatchObject({ severity: 'warning' })
    expect(orphaned[0]?.message).toContain('data-web-N (5Gi, class longhorn) are orphaned')
    const deleted = rule(tree([app], set({ whenDeleted: 'Delete' }), other), tree([app], other))
    expect(deleted[0]).toMatchObject({ severity: 'error' })
  })

  it('names the claims that go with a Namespace', () => {
    const namespace = clusterWide('v1', 'Namespace', 'media')
    const stays = { 'c.yaml': yaml(claim('films', 'longhorn')) }
    const [finding] = rule({ ...stays, 'n.yaml': yaml(namespace) }, stays)
    expect(finding?.message).toContain('among it PersistentVolumeClaim films')
  })

  it('counts the objects that go with a CustomResourceDefinition', () => {
    const definition = clusterWide('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'disks.example.io', {
      spec: { group: 'example.io', names: { kind: 'Disk' } },
    })
    const disk = named('example.io/v1', 'Disk', 'a')
    const [finding] = rule({ 'c.yaml': yaml(definition), 'd.yaml': yaml(disk) }, { 'd.yaml': yaml(disk) })
    expect(finding?.message).toContain('1 in the tree, of which 1 stay in Git and can no longer be applied')
  })

  it('does not count a removed ConfigMap as data', () => {
    expect(rule(yaml(named('v1', 'ConfigMap', 'a')), yaml(named('v1', 'ConfigMap', 'b', { data: { x: '' } })))).toEqual(
      [],
    )
  })

  describe('of later', () => {
    const volume = (policy?: string) =>
      clusterWide('v1', 'PersistentVolume', 'a', {
        spec: { ...(policy && { persistentVolumeReclaimPolicy: policy }), nfs: { path: '/a' } },
      })
    const set = (replicas: number, policy?: object) =>
      statefulSet({
        spec: {
          replicas,
          volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }],
          ...(policy && { persistentVolumeClaimRetentionPolicy: policy }),
        },
      })
    const gone = { whenDeleted: 'Retain', whenScaled: 'Delete' }

    it.each([
      ['a volume that goes with its claim from now on', volume(), volume('Delete'), 'warning'],
      ['claims that go with their pods from now on', set(2), set(2, gone), 'warning'],
      ['claims that go with their pods now', set(3, gone), set(1, gone), 'error'],
    ])('reports %s', (_, before, after, severity) => {
      expect(findingsOf('data-loss', yaml(before), yaml(after))).toMatchObject([{ severity }])
    })

    it.each([
      ['a volume that stays', volume('Delete'), volume('Retain')],
      ['a StatefulSet that shrinks and keeps its claims', set(3), set(1)],
    ])('says nothing about %s', (_, before, after) => {
      expect(findingsOf('data-loss', yaml(before), yaml(after))).toEqual([])
    })
  })
})
