import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { application, clusterWide, deployment, named, type Plain, tree } from '../testing/objects.ts'

const server = 'https://kubernetes.default.svc'
const own = 'https://git.example/lab.git'
const project = (spec: Plain = {}, name = 'lab') =>
  named(
    'argoproj.io/v1alpha1',
    'AppProject',
    name,
    { spec: { sourceRepos: [own], destinations: [{ server, namespace: 'media' }], ...spec } },
    { namespace: 'argocd' },
  )
const web = (spec: Plain = {}) => application('web', { spec: { project: 'lab', ...spec } })
const config = named('v1', 'ConfigMap', 'a')
const rule = (before: Parameters<typeof findingsOf>[1], after: Parameters<typeof findingsOf>[2]) =>
  findingsOf('project-forbids', before, after)
const narrowed = (to: Plain, ...objects: object[]) =>
  rule(tree([web(), project()], ...objects), tree([web(), project(to)], ...objects))

describe('project-forbids', () => {
  it('names the Applications that are no longer synced once their repository is allowed no longer', () => {
    const site = application('site', { spec: { project: 'lab' } })
    const side = (spec: Plain) => tree([web(), site, project(spec)], config)
    expect(rule(side({}), side({ sourceRepos: ['https://git.example/other'] }))).toEqual([
      {
        rule: 'project-forbids',
        severity: 'error',
        object: expect.objectContaining({ kind: 'AppProject', name: 'lab' }),
        path: 'spec.sourceRepos',
        message: `It does not allow the repository ${own}: Argo CD neither compares nor syncs web, site, and no push reaches them.`,
        remedy: 'Name it in sourceRepos of project lab, or give web, site another project.',
      },
    ])
  })

  it('reports a destination that goes, without its objects one by one', () => {
    expect(narrowed({ destinations: [] }, config)).toMatchObject([
      { path: 'spec.destinations', message: expect.stringContaining('does not allow the destination namespace media') },
    ])
  })

  it('reports kinds and namespaces that objects need, for which each sync fails', () => {
    const elsewhere = named('v1', 'ConfigMap', 'b', {}, { namespace: 'films' })
    const role = clusterWide('rbac.authorization.k8s.io/v1', 'ClusterRole', 'r')
    const wide = {
      destinations: [{ server, namespace: '*' }],
      clusterResourceWhitelist: [{ group: 'rbac.authorization.k8s.io', kind: '*' }],
    }
    const side = (spec: Plain) => tree([web(), project(spec)], config, elsewhere, role)
    expect(rule(side(wide), side({}))).toMatchObject([
      { message: expect.stringContaining('namespace films, which 1 object of web needs (ConfigMap films/b)') },
      { message: expect.stringContaining('the kind ClusterRole, which 1 object of web needs (ClusterRole r)') },
    ])
    expect(
      narrowed({ namespaceResourceBlacklist: [{ group: 'apps', kind: 'Deployment' }] }, config, deployment()),
    ).toMatchObject([{ severity: 'error', message: expect.stringContaining('each sync of web fails as a whole') }])
  })

  it('reports an object that is new, and what an Application newly asks for', () => {
    const films = named('v1', 'ConfigMap', 'b', {}, { namespace: 'films' })
    expect(rule(tree([web(), project()], config), tree([web(), project()], config, films))).toMatchObject([
      {
        object: { kind: 'Application', name: 'web' },
        message: expect.stringContaining('Project lab does not allow namespace films'),
      },
    ])
    const chart = { source: { repoURL: 'https://charts.example', chart: 'tea', targetRevision: '1.0.0' } }
    expect(rule(tree([web(), project()]), tree([web(chart), project()]))).toMatchObject([
      {
        object: { kind: 'Application' },
        path: 'spec.project',
        message: expect.stringContaining('https://charts.example'),
      },
    ])
  })

  it('judges an Application that moves to another project by the new one', () => {
    const projects = [project(), project({ destinations: [] }, 'strict'), project({}, 'other')]
    const move = (to: string) =>
      ['project-forbids', 'application-cascade'].flatMap((id) =>
        findingsOf(id, tree([web(), ...projects], config), tree([web({ project: to }), ...projects], config)),
      )
    expect(move('strict')).toMatchObject([
      { rule: 'project-forbids', message: expect.stringContaining('Project strict does not allow') },
    ])
    expect(move('other')).toMatchObject([
      {
        rule: 'application-cascade',
        severity: 'info',
        message: expect.stringContaining('allows all that the tree holds of it'),
      },
    ])
  })

  it.each<[string, Plain, object[]]>([
    [
      'a project that loses what nobody uses',
      {
        destinations: [
          { server, namespace: 'media' },
          { server, namespace: 'x' },
        ],
      },
      [],
    ],
    [
      'a namespace that only what leaves needs',
      { destinations: [{ server, namespace: '*' }] },
      [named('v1', 'ConfigMap', 'b', {}, { namespace: 'films' })],
    ],
  ])('says nothing about %s', (_, before, leaving) => {
    expect(rule(tree([web(), project(before)], config, ...leaving), tree([web(), project()], config))).toEqual([])
  })

  it('says nothing about what was forbidden before', () => {
    const films = named('v1', 'ConfigMap', 'b', {}, { namespace: 'films' })
    const side = (description: string) => tree([web(), project({ description })], config, films)
    expect(rule(side('a'), side('b'))).toEqual([])
    expect(rule(tree([web({ project: 'elsewhere' })], config), tree([web({ project: 'nowhere' })], config))).toEqual([])
  })

  it('warns of limits that the tree cannot judge, where they are new', () => {
    expect(narrowed({ signatureKeys: [{ keyID: '4AEE18F83AFDEB23' }] }, config)).toMatchObject([
      { severity: 'warning', path: 'spec.signatureKeys' },
    ])
    expect(narrowed({ permitOnlyProjectScopedClusters: true }, config)).toMatchObject([
      { severity: 'warning', path: 'spec.permitOnlyProjectScopedClusters' },
    ])
    const signed = { signatureKeys: [{ keyID: 'a' }] }
    expect(rule(tree([web(), project(signed)]), tree([web(), project({ ...signed, description: 'x' })]))).toEqual([])
  })
})
