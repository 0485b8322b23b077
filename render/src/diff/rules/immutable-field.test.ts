import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { application, clusterWide, deployment, named, statefulSet, tree, yaml } from '../testing/objects.ts'

const rule = (before: object, after: object) => findingsOf('immutable-field', yaml(before), yaml(after))

const hook = (more: object = {}) => ({ annotations: { 'argocd.argoproj.io/hook': 'PreSync', ...more } })

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
    [
      'a toleration that is taken from a Pod',
      named('v1', 'Pod', 'a', { spec: { tolerations: [{ key: 'x' }, { key: 'y' }] } }),
      named('v1', 'Pod', 'a', { spec: { tolerations: [{ key: 'y' }] } }),
    ],
    [
      'the grace period of a Pod',
      named('v1', 'Pod', 'a', { spec: { terminationGracePeriodSeconds: 30 } }),
      named('v1', 'Pod', 'a', { spec: { terminationGracePeriodSeconds: 5 } }),
    ],
    [
      'the scopes of a quota',
      named('v1', 'ResourceQuota', 'a', { spec: {} }),
      named('v1', 'ResourceQuota', 'a', { spec: { scopes: ['BestEffort'] } }),
    ],
    [
      'a template of resource claims',
      named('resource.k8s.io/v1', 'ResourceClaimTemplate', 'a', { spec: { spec: { devices: { a: 1 } } } }),
      named('resource.k8s.io/v1', 'ResourceClaimTemplate', 'a', { spec: { spec: { devices: { a: 2 } } } }),
    ],
    [
      'a load balancer class that is taken away',
      named('v1', 'Service', 'a', { spec: { type: 'LoadBalancer', loadBalancerClass: 'kube-vip.io/class' } }),
      named('v1', 'Service', 'a', { spec: { type: 'LoadBalancer' } }),
    ],
    [
      'the image of a suspended Job',
      named('batch/v1', 'Job', 'a', {
        spec: { suspend: true, template: { spec: { containers: [{ name: 'a', image: 'a:1' }] } } },
      }),
      named('batch/v1', 'Job', 'a', {
        spec: { suspend: true, template: { spec: { containers: [{ name: 'a', image: 'a:2' }] } } },
      }),
    ],
    [
      'the completions of an indexed Job alone',
      named('batch/v1', 'Job', 'a', { spec: { completionMode: 'Indexed', completions: 3, parallelism: 3 } }),
      named('batch/v1', 'Job', 'a', { spec: { completionMode: 'Indexed', completions: 5, parallelism: 3 } }),
    ],
    [
      'the template of a hook that stays',
      named(
        'batch/v1',
        'Job',
        'a',
        { spec: { template: { x: 1 } } },
        hook({ 'argocd.argoproj.io/hook-delete-policy': 'HookFailed' }),
      ),
      named(
        'batch/v1',
        'Job',
        'a',
        { spec: { template: { x: 2 } } },
        hook({ 'argocd.argoproj.io/hook-delete-policy': 'HookFailed' }),
      ),
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
    [
      'kind and volume mode written out in volumeClaimTemplates',
      statefulSet({
        spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } }] },
      }),
      statefulSet({
        spec: {
          volumeClaimTemplates: [
            {
              apiVersion: 'v1',
              kind: 'PersistentVolumeClaim',
              metadata: { name: 'data', creationTimestamp: null },
              spec: { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem' },
              status: { phase: 'Pending' },
            },
          ],
        },
      }),
    ],
    [
      'a load balancer class that comes with its type',
      named('v1', 'Service', 'a', { spec: {} }),
      named('v1', 'Service', 'a', { spec: { type: 'LoadBalancer', loadBalancerClass: 'kube-vip.io/class' } }),
    ],
    [
      'an address for what was only a name',
      named('v1', 'Service', 'a', { spec: { type: 'ExternalName', externalName: 'a.example' } }),
      named('v1', 'Service', 'a', { spec: { clusterIP: 'None' } }),
    ],
    [
      'the nodes of a volume that had none',
      clusterWide('v1', 'PersistentVolume', 'a', { spec: { local: { path: '/a' } } }),
      clusterWide('v1', 'PersistentVolume', 'a', { spec: { local: { path: '/a' }, nodeAffinity: { required: {} } } }),
    ],
    [
      'where a suspended Job will run',
      named('batch/v1', 'Job', 'a', { spec: { suspend: true, template: { spec: {} } } }),
      named('batch/v1', 'Job', 'a', { spec: { suspend: true, template: { spec: { nodeSelector: { a: 'b' } } } } }),
    ],
    [
      'completions and parallelism of an indexed Job',
      named('batch/v1', 'Job', 'a', { spec: { completionMode: 'Indexed', completions: 3, parallelism: 3 } }),
      named('batch/v1', 'Job', 'a', { spec: { completionMode: 'Indexed', completions: 4, parallelism: 4 } }),
    ],
    [
      'a further toleration of a Pod',
      named('v1', 'Pod', 'a', { spec: { tolerations: [{ key: 'x' }] } }),
      named('v1', 'Pod', 'a', { spec: { tolerations: [{ key: 'x' }, { key: 'y' }] } }),
    ],
    [
      'a hook, which Argo CD makes anew',
      named('batch/v1', 'Job', 'a', { spec: { template: { x: 1 } } }, hook()),
      named('batch/v1', 'Job', 'a', { spec: { template: { x: 2 } } }, hook()),
    ],
    [
      'the strategy of a Deployment that is applied by the client',
      deployment(),
      deployment({ spec: { strategy: { type: 'Recreate' } } }),
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

  it('names all fields of an object at once, and how to enlarge the claims', () => {
    const set = (version: string, storage: string) =>
      statefulSet({
        spec: {
          volumeClaimTemplates: [
            { metadata: { name: 'data', labels: { chart: version } }, spec: { resources: { requests: { storage } } } },
          ],
        },
      })
    const [finding, ...more] = rule(set('1', '1Gi'), set('2', '2Gi'))
    expect(more).toEqual([])
    expect(finding?.message).toBe(
      'spec.volumeClaimTemplates[].metadata.labels.chart, spec.volumeClaimTemplates[].spec.resources.requests.storage of a StatefulSet cannot be changed: the sync will fail.',
    )
    expect(finding?.remedy).toContain('The claims that are there keep their size')
  })

  describe('with server-side apply', () => {
    const serverSide = application('web', {
      spec: { syncPolicy: { automated: {}, syncOptions: ['ServerSideApply=true'] } },
    })
    const diff = (before: object, after: object) =>
      findingsOf('immutable-field', tree([serverSide], before), tree([serverSide], after))
    const recreate = { strategy: { type: 'Recreate' } }

    it('reports a strategy whose defaults nobody owns', () => {
      const [finding, ...more] = diff(deployment(), deployment({ spec: recreate }))
      expect(more).toEqual([])
      expect(finding?.message).toContain('Server-side apply cannot take them away')
      expect(finding?.remedy).toContain('--cascade=orphan')
    })

    it('says nothing where Git owns the parameters and takes them away, or where the object opts out', () => {
      const owned = { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } }
      expect(diff(deployment({ spec: owned }), deployment({ spec: recreate }))).toEqual([])
      const out = { annotations: { 'argocd.argoproj.io/sync-options': 'ServerSideApply=false' } }
      expect(diff(deployment({ metadata: out }), deployment({ metadata: out, spec: recreate }))).toEqual([])
    })
  })
})
