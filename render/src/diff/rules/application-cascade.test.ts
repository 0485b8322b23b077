import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { application, claim, clusterWide, deployment, named, storageClass, tree, yaml } from '../testing/objects.ts'

const rule = (before: Parameters<typeof findingsOf>[1], after: Parameters<typeof findingsOf>[2]) =>
  findingsOf('application-cascade', before, after)
const other = named('v1', 'ConfigMap', 'a')
const apps = (...list: object[]) => tree(list, other)

describe('application-cascade', () => {
  it('counts what the finalizer of a removed Application deletes, data first', () => {
    const [finding] = rule(tree([application('web'), application('x')], claim('films', 'longhorn'), other), {
      'home/applications/all.yaml': yaml(application('x')),
    })
    expect(finding).toMatchObject({
      severity: 'error',
      message:
        'The Application goes, and its finalizer deletes all it made: 2 objects of the tree, among them PersistentVolumeClaim media/films.',
    })
  })

  describe('of an app whose project changes in the same push', () => {
    const project = (destinations: object[], spec: object = {}, wave = '-1') =>
      named(
        'argoproj.io/v1alpha1',
        'AppProject',
        'lab',
        { spec: { destinations, ...spec } },
        { namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': wave } },
      )
    const server = 'https://kubernetes.default.svc'
    const media = { server, namespace: 'media' }
    const rest = { server, namespace: 'rest' }
    const web = (spec: object = {}) => application('web', { spec: { project: 'lab', ...spec } })
    const binding = clusterWide('rbac.authorization.k8s.io/v1', 'ClusterRole', 'web')
    const removal = (after: object, objects: object[] = [claim('films', 'longhorn'), other], more: object[] = []) =>
      findingsOf('application-cascade', tree([web(), project([media, rest]), ...more], ...objects), {
        'home/applications/all.yaml': yaml(after, ...more),
      })
    const kinds = (...list: string[]) => ({
      clusterResourceWhitelist: list.map((kind) => ({ group: 'rbac.authorization.k8s.io', kind })),
    })

    it('says that all of it stays when the project no longer allows the namespace, and how to finish', () => {
      expect(removal(project([rest]))).toMatchObject([
        {
          severity: 'warning',
          message:
            'The Application goes, but its finalizer deletes nothing of the tree: 2 objects of the tree stay, because project lab no longer allows namespace media, and Argo CD deletes nothing that the project does not allow. What stays keeps running, and nobody looks after it.',
          remedy: expect.stringMatching(/`kubectl delete namespace media`\.$/),
        },
      ])
    })

    it.each([
      ['still allows the namespace', project([media, rest])],
      ['allows every namespace', project([{ server: '*', namespace: '*' }])],
      ['allows it by a pattern', project([{ name: 'in-cluster', namespace: 'me*' }])],
      ['is not in the tree', named('v1', 'ConfigMap', 'z')],
    ])('says that all of it is deleted when the project %s', (_, after) => {
      expect(removal(after)).toMatchObject([
        { severity: 'error', message: expect.stringContaining('deletes all it made: 2 objects') },
      ])
    })

    it('names single objects where others of the tree stay in the namespace', () => {
      expect(
        removal(project([rest]), [other], [named('v1', 'Namespace', 'media', {}, { namespace: undefined })]),
      ).toMatchObject([{ remedy: expect.stringContaining('`kubectl delete -n media configmap/a`') }])
    })

    it('parts what is deleted from what stays, each with its reason', () => {
      const kept = claim('films', 'longhorn')
      Object.assign(kept.metadata as object, { annotations: { 'argocd.argoproj.io/sync-options': 'Delete=false' } })
      const definition = clusterWide('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'x.example.com')
      const allows = { clusterResourceWhitelist: [{ group: '*', kind: 'CustomResourceDefinition' }] }
      const [finding] = removal(project([media], allows), [other, kept, binding, definition])
      expect(finding).toMatchObject({
        severity: 'error',
        remedy: expect.stringContaining('`kubectl delete clusterrole.rbac.authorization.k8s.io/web`'),
      })
      expect(finding?.message).toContain(
        'deletes 1 object of the tree; 1 object of the tree stays, because its sync option is Delete=false',
      )
      expect(finding?.message).toContain('stays, because project lab no longer allows the kind ClusterRole')
      expect(finding?.message).toContain('stays, because Argo CD deletes no CustomResourceDefinition')
    })

    it('deletes what lives in no namespace while the project allows its kind', () => {
      expect(removal(project([rest], kinds('ClusterRole')), [binding])).toMatchObject([{ severity: 'error' }])
    })

    it('knows that what a chart made stays too', () => {
      const chart = (spec: object) =>
        findingsOf(
          'application-cascade',
          yaml(web({ source: { repoURL: 'https://charts.example', chart: 'web' } }), project([media])),
          yaml(project([], spec)),
        )
      expect(chart({})).toMatchObject([
        { severity: 'warning', message: expect.stringContaining('does not delete what it made in namespace media') },
      ])
      expect(chart({ destinations: [media] })).toMatchObject([{ severity: 'error' }])
    })

    it('counts on nothing where the same wave prunes the Application and changes the project', () => {
      expect(removal(project([rest], {}, '0'))).toMatchObject([
        {
          severity: 'error',
          message:
            'The Application goes, and its finalizer deletes all it made: 2 objects of the tree, among them PersistentVolumeClaim media/films. Some of it stays all the same if project lab, which no longer allows namespace media, is changed before that: nothing orders the two.',
        },
      ])
      const losses = (wave: string, before: object = project([media], {}, wave)) =>
        findingsOf('data-loss', tree([web(), before], claim('films', 'longhorn')), {
          'home/applications/all.yaml': yaml(project([rest], {}, wave)),
        })
      expect(losses('0')).toMatchObject([
        { severity: 'error', message: expect.stringContaining(', unless project lab, which no longer allows') },
      ])
      expect(losses('-1')).toEqual([])
      expect(losses('0', project([rest], {}, '0'))).toEqual([])
    })

    it('counts on nothing where the Application stays: it is synced before its project, or after', () => {
      const diff = (rule: string, before: object) =>
        findingsOf(
          rule,
          tree([web(), before], claim('films', 'longhorn'), other),
          tree([web(), project([rest])], other),
        )
      expect(diff('data-loss', project([media]))).toMatchObject([
        { severity: 'error', message: expect.stringContaining('Application web prunes what leaves the tree, unless') },
      ])
      expect(diff('prune-disabled', project([media]))).toMatchObject([
        { message: expect.stringMatching(/^It may stay in the cluster: .*, unless project lab/) },
      ])
      expect(diff('data-loss', project([rest]))).toEqual([])
    })

    it('says nothing else of pods that go on running', () => {
      const before = tree([web(), project([media])], deployment())
      const after = (destinations: object[]) => ({ 'home/applications/all.yaml': yaml(project(destinations)) })
      expect(findingsOf('disruption', before, after([rest]))).toEqual([])
      expect(findingsOf('disruption', before, after([media]))).toHaveLength(1)
    })
  })

  it('says that nothing of an Application is deleted before somebody confirms it', () => {
    const asking = claim('films', 'longhorn')
    Object.assign(asking.metadata as object, { annotations: { 'argocd.argoproj.io/sync-options': 'Delete=confirm' } })
    expect(
      rule(tree([application('web'), application('x')], asking, other), {
        'home/applications/all.yaml': yaml(application('x')),
      }),
    ).toMatchObject([
      {
        severity: 'warning',
        message:
          'The Application goes, but its finalizer deletes nothing until somebody confirms it (sync option Delete=confirm on PersistentVolumeClaim media/films). Then it deletes 2 objects of the tree, among them PersistentVolumeClaim media/films.',
        remedy: expect.stringContaining('`argocd app confirm-deletion web`'),
      },
    ])
  })

  it('warns that objects are left alone when there is no finalizer', () => {
    expect(
      rule(apps(application('web', { metadata: { finalizers: [] } })), { 'home/apps/web/all.yaml': yaml(other) }),
    ).toMatchObject([{ severity: 'warning' }])
  })

  it.each([
    ['spec.project', { project: 'infra' }],
    ['spec.destination', { destination: { server: 'https://elsewhere.example', namespace: 'media' } }],
    ['spec.source', { source: { repoURL: 'https://git.example/lab.git', path: 'dist/home/apps/site' } }],
  ])('reports a changed %s', (path, spec) => {
    expect(rule(apps(application('web')), apps(application('web', { spec }))).map((each) => each.path)).toEqual([path])
  })

  it('reports another namespace only for objects that name none, and what becomes of the old ones', () => {
    const films = application('web', {
      spec: { destination: { server: 'https://kubernetes.default.svc', namespace: 'films' } },
    })
    const diff = (object: object) =>
      findingsOf('application-cascade', tree([application('web')], object), tree([films], object))
    expect(diff(claim('films', 'x'))).toEqual([])
    expect(diff(storageClass('x'))).toEqual([])
    expect(diff({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } })).toMatchObject([
      { message: expect.stringContaining('1 object of the tree is made anew there; the old ones are deleted') },
    ])
  })

  it('reports pruning that is turned on, and not that it is turned off', () => {
    const off = application('web', { spec: { syncPolicy: { automated: {} } } })
    expect(rule(apps(off), apps(application('web'))).map(({ path }) => path)).toEqual([
      'spec.syncPolicy.automated.prune',
    ])
    expect(rule(apps(application('web')), apps(off))).toEqual([])
  })

  it('says nothing about a new revision, or the same cluster spelled differently', () => {
    const source = { repoURL: 'https://git.example/lab.git', path: 'dist/home/apps/web', targetRevision: 'v2' }
    expect(
      rule(
        apps(application('web')),
        apps(application('web', { spec: { source, destination: { name: 'in-cluster', namespace: 'media' } } })),
      ),
    ).toEqual([])
  })

  it('reports a project that goes while Applications belong to it', () => {
    const project = clusterWide('argoproj.io/v1alpha1', 'AppProject', 'default', {}, { namespace: 'argocd' })
    expect(rule(apps(application('web'), project), apps(application('web')))).toMatchObject([
      { object: { kind: 'AppProject' }, severity: 'error' },
    ])
  })

  it('warns of a project that is gone before its Applications have deleted what they made', () => {
    const project = (wave: string, finalizers: string[] = []) =>
      clusterWide(
        'argoproj.io/v1alpha1',
        'AppProject',
        'lab',
        {},
        { namespace: 'argocd', finalizers, annotations: { 'argocd.argoproj.io/sync-wave': wave } },
      )
    const root = application('root', {
      spec: { source: { repoURL: 'https://git.example/lab.git', path: 'dist/home/applications' } },
    })
    const web = application('web', { spec: { project: 'lab' } })
    const removal = (goes: object) =>
      rule(
        { 'home/root.yaml': yaml(root), 'home/applications/all.yaml': yaml(web, goes, application('x')) },
        { 'home/root.yaml': yaml(root), 'home/applications/all.yaml': yaml(application('x')) },
      ).filter(({ object }) => object.kind === 'AppProject')
    expect(removal(project('0'))).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('goes together with web, and not after') },
    ])
    expect(removal(project('-1'))).toEqual([])
    expect(removal(project('0', ['resources-finalizer.argocd.argoproj.io']))).toEqual([])
  })

  it('reports an ApplicationSet that takes its Applications along, and less when it preserves them', () => {
    const set = (spec: object) => named('argoproj.io/v1alpha1', 'ApplicationSet', 'all', { spec })
    expect(rule(yaml(set({}), other), yaml(other))).toMatchObject([{ severity: 'error' }])
    expect(rule(yaml(set({ syncPolicy: { preserveResourcesOnDeletion: true } }), other), yaml(other))).toMatchObject([
      { severity: 'warning' },
    ])
  })

  it('reports an object that moves to another Application, whether it changes or not', () => {
    const both = yaml(application('web'), application('site'))
    const at = (app: string, size: string) => ({
      'home/applications/all.yaml': both,
      [`home/apps/${app}/a.yaml`]: yaml(claim('films', 'longhorn', size)),
    })
    expect(rule(at('web', '1Gi'), at('site', '1Gi'))).toMatchObject([
      {
        severity: 'error',
        object: { name: 'films' },
        message: expect.stringContaining('from Application web to site'),
      },
    ])
    expect(rule(at('web', '1Gi'), at('site', '2Gi'))).toHaveLength(1)
    // Another file of the same Application is nothing.
    expect(
      rule(at('web', '1Gi'), {
        'home/applications/all.yaml': both,
        'home/apps/web/b.yaml': yaml(claim('films', 'longhorn', '1Gi')),
      }),
    ).toEqual([])
  })
})
