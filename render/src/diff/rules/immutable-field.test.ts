import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { application, clusterWide, deployment, named, statefulSet, tree, yaml } from '../testing/objects.ts'

const rule = (before: object, after: object) => findingsOf('immutable-field', yaml(before), yaml(after))

describe('immutable-field', () => {
  it('reports a changed selector of a Deployment, with the command that keeps its pods', () => {
    expect(rule(deployment(), deployment({ spec: { selector: { matchLabels: { app: 'site' } } } }))).toEqual([
      {
        rule: 'immutable-field',
        severity: 'error',
        object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'media', name: 'web' },
        path: 'spec.selector.matchLabels.app',
        message: 'spec.selector.matchLabels.app of a Deployment cannot be changed: the sync will fail.',
        remedy:
          'Keep the field, or recreate the object and keep its pods: `kubectl -n media delete deployment.apps/web --cascade=orphan`, then sync. Pods that no longer match the selector have to be deleted by hand.',
      },
    ])
  })

  it('says nothing about fields of a Deployment that can change', () => {
    expect(rule(deployment(), deployment({ image: 'registry.example/web:2', spec: { replicas: 3 } }))).toEqual([])
  })

  it('reports a label inside volumeClaimTemplates', () => {
    const set = (labels: object) =>
      statefulSet({
        spec: {
          volumeClaimTemplates: [{ metadata: { name: 'data', labels }, spec: { accessModes: ['ReadWriteOnce'] } }],
        },
      })
    const [finding, ...more] = rule(set({ chart: 'web-1' }), set({ chart: 'web-2' }))
    expect(finding?.path).toBe('spec.volumeClaimTemplates[0].metadata.labels.chart')
    expect(more).toEqual([])
  })

  it.each([
    [
      'roleRef',
      named('rbac.authorization.k8s.io/v1', 'RoleBinding', 'a', { roleRef: { kind: 'Role', name: 'x' } }),
      named('rbac.authorization.k8s.io/v1', 'RoleBinding', 'a', { roleRef: { kind: 'Role', name: 'y' } }),
    ],
    [
      'the template of a Job',
      named('batch/v1', 'Job', 'a', { spec: { template: { spec: { containers: [{ name: 'a', image: 'a:1' }] } } } }),
      named('batch/v1', 'Job', 'a', { spec: { template: { spec: { containers: [{ name: 'a', image: 'a:2' }] } } } }),
    ],
    [
      'the parameters of a StorageClass',
      clusterWide('storage.k8s.io/v1', 'StorageClass', 'a', { provisioner: 'p', parameters: { x: '1' } }),
      clusterWide('storage.k8s.io/v1', 'StorageClass', 'a', { provisioner: 'p', parameters: { x: '2' } }),
    ],
    [
      'the clusterIP of a Service',
      named('v1', 'Service', 'a', { spec: { clusterIP: '10.43.0.9' } }),
      named('v1', 'Service', 'a', { spec: { clusterIP: '10.43.0.10' } }),
    ],
    [
      'an immutable ConfigMap',
      named('v1', 'ConfigMap', 'a', { immutable: true, data: { x: '1' } }),
      named('v1', 'ConfigMap', 'a', { immutable: true, data: { x: '2' } }),
    ],
    [
      'the type of a Secret',
      named('v1', 'Secret', 'a', { type: 'Opaque' }),
      named('v1', 'Secret', 'a', { type: 'kubernetes.io/tls' }),
    ],
    [
      'the access modes of a claim',
      named('v1', 'PersistentVolumeClaim', 'a', { spec: { accessModes: ['ReadWriteOnce'] } }),
      named('v1', 'PersistentVolumeClaim', 'a', { spec: { accessModes: ['ReadWriteMany'] } }),
    ],
    [
      'the value of a PriorityClass',
      clusterWide('scheduling.k8s.io/v1', 'PriorityClass', 'a', { value: 1 }),
      clusterWide('scheduling.k8s.io/v1', 'PriorityClass', 'a', { value: 2 }),
    ],
  ])('reports %s', (_, before, after) => {
    expect(rule(before, after)).toHaveLength(1)
  })

  it.each([
    [
      'subjects of a binding',
      named('rbac.authorization.k8s.io/v1', 'RoleBinding', 'a', {
        roleRef: { name: 'x' },
        subjects: [{ kind: 'User', name: 'u' }],
      }),
      named('rbac.authorization.k8s.io/v1', 'RoleBinding', 'a', {
        roleRef: { name: 'x' },
        subjects: [{ kind: 'User', name: 'v' }],
      }),
    ],
    [
      'allowVolumeExpansion of a StorageClass',
      clusterWide('storage.k8s.io/v1', 'StorageClass', 'a', { provisioner: 'p' }),
      clusterWide('storage.k8s.io/v1', 'StorageClass', 'a', { provisioner: 'p', allowVolumeExpansion: true }),
    ],
    [
      'an ordinary ConfigMap that is made immutable',
      named('v1', 'ConfigMap', 'a', { data: { x: '1' } }),
      named('v1', 'ConfigMap', 'a', { immutable: true, data: { x: '2' } }),
    ],
    [
      'a clusterIP that is left out, as the API server keeps it',
      named('v1', 'Service', 'a', { spec: { clusterIP: '10.43.0.9' } }),
      named('v1', 'Service', 'a', { spec: {} }),
    ],
    [
      'the size of a claim',
      named('v1', 'PersistentVolumeClaim', 'a', { spec: { resources: { requests: { storage: '1Gi' } } } }),
      named('v1', 'PersistentVolumeClaim', 'a', { spec: { resources: { requests: { storage: '2Gi' } } } }),
    ],
    [
      'parallelism of a Job',
      named('batch/v1', 'Job', 'a', { spec: { parallelism: 1 } }),
      named('batch/v1', 'Job', 'a', { spec: { parallelism: 2 } }),
    ],
  ])('says nothing about %s', (_, before, after) => {
    expect(rule(before, after)).toEqual([])
  })

  it('reads self == oldSelf from a definition in the tree', () => {
    const definition = (text: string) =>
      clusterWide('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'disks.example.io', {
        spec: {
          group: 'example.io',
          names: { kind: 'Disk', plural: 'disks' },
          versions: [
            {
              name: 'v1',
              schema: {
                openAPIV3Schema: {
                  properties: {
                    spec: { properties: { pool: { type: 'string', 'x-kubernetes-validations': [{ rule: text }] } } },
                  },
                },
              },
            },
          ],
        },
      })
    const disk = (pool: string) => named('example.io/v1', 'Disk', 'a', { spec: { pool } })
    const diff = (text: string) =>
      findingsOf('immutable-field', yaml(definition(text), disk('a')), yaml(definition(text), disk('b')))
    expect(diff('self == oldSelf').map(({ path }) => path)).toEqual(['spec.pool'])
    expect(diff('self.size() > 0')).toEqual([])
  })

  it('leaves objects alone that Argo CD deletes and creates', () => {
    const forced = { annotations: { 'argocd.argoproj.io/sync-options': 'Replace=true,Force=true' } }
    const base = tree([application('web')], deployment({ metadata: forced }))
    expect(
      findingsOf(
        'immutable-field',
        base,
        tree([application('web')], deployment({ metadata: forced, spec: { selector: { matchLabels: { app: 'x' } } } })),
      ),
    ).toEqual([])
  })
})
