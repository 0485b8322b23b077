import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { application, claim, clusterWide, named, storageClass, tree, yaml } from '../testing/objects.ts'

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
