import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { application, named, type Plain, tree, yaml } from '../testing/objects.ts'

const rule = (before: Parameters<typeof findingsOf>[1], after: Parameters<typeof findingsOf>[2]) =>
  findingsOf('sync-disabled', before, after)
const config = (value: string) => named('v1', 'ConfigMap', 'a', { data: { value } })
const web = (syncPolicy: Plain | undefined, annotations: Plain = {}) =>
  application('web', { spec: { syncPolicy }, metadata: { annotations } })
const policies = (before: Plain | undefined, after: Plain | undefined) =>
  rule(tree([web(before)], config('1')), tree([web(after)], config('1')))

describe('sync-disabled', () => {
  it('says that pushes wait for a person once automated is gone', () => {
    expect(policies({ automated: { prune: true, selfHeal: true } }, { retry: { limit: 3 } })).toEqual([
      {
        rule: 'sync-disabled',
        severity: 'warning',
        object: expect.objectContaining({ kind: 'Application', name: 'web' }),
        path: 'spec.syncPolicy.automated',
        message:
          'It is no longer synced by itself (spec.syncPolicy.automated is gone): pushes reach the cluster only when somebody syncs it, and what is changed by hand in the cluster stays.',
        remedy: expect.stringContaining('`argocd app sync web`'),
      },
    ])
  })

  it.each<[string, Plain | undefined, string]>([
    ['the whole policy is gone', undefined, 'spec.syncPolicy.automated'],
    ['it is null', { automated: null }, 'spec.syncPolicy.automated'],
    ['it is not enabled', { automated: { enabled: false } }, 'spec.syncPolicy.automated.enabled'],
  ])('reports it when %s', (_, after, path) => {
    expect(policies({ automated: {} }, after)).toMatchObject([{ severity: 'warning', path }])
  })

  it.each<[string, Plain | undefined, Plain | undefined]>([
    ['sync is switched on', {}, { automated: {} }],
    ['it was off and is off', { automated: { enabled: false } }, undefined],
    ['enabled is written out', { automated: {} }, { automated: { enabled: true } }],
    ['selfHeal and pruning are turned on', { automated: {} }, { automated: { selfHeal: true, prune: true } }],
    ['other options change', { automated: {} }, { automated: {}, syncOptions: ['ServerSideApply=true'] }],
    ['pruning is turned off where nothing is synced', { automated: { enabled: false, prune: true } }, {}],
  ])('says nothing when %s', (_, before, after) => {
    expect(policies(before, after)).toEqual([])
  })

  it('says nothing of an Application that is new, or that goes', () => {
    expect(rule(tree([]), tree([web({})]))).toEqual([])
    expect(rule(tree([web({ automated: {} })], config('1')), tree([], config('1')))).toEqual([])
  })

  it('mentions selfHeal and pruning that are turned off while the rest goes on', () => {
    expect(policies({ automated: { prune: true, selfHeal: true } }, { automated: {} })).toMatchObject([
      { severity: 'info', path: 'spec.syncPolicy.automated.prune' },
      { severity: 'info', path: 'spec.syncPolicy.automated.selfHeal' },
    ])
  })

  it('tells what the same push still changes', () => {
    const [finding] = rule(tree([web({ automated: {} })], config('1')), tree([web({})], config('2')))
    expect(finding?.message).toMatch(/This push also changes 1 object of it: whether that still arrives/)
  })

  it('counts the Applications that a parent applies', () => {
    const root = (syncPolicy: Plain) =>
      application('root', {
        spec: { source: { repoURL: 'https://git.example/lab.git', path: 'dist/home/applications' }, syncPolicy },
      })
    const files = (policy: Plain) => ({
      'home/root.yaml': yaml(root(policy)),
      'home/applications/all.yaml': yaml(web({ automated: {} }), application('site')),
    })
    expect(rule(files({ automated: {} }), files({}))).toMatchObject([
      { message: expect.stringContaining('It applies 2 Applications: changes of those wait too.') },
    ])
  })

  it('reports the annotation that lets Argo CD skip the Application, and takes it as Argo CD does', () => {
    const skipped = (value: string) =>
      rule(
        tree([web({ automated: {} })], config('1')),
        tree([web({ automated: {} }, { 'argocd.argoproj.io/skip-reconcile': value })], config('1')),
      )
    expect(skipped('true')).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('no longer looks') },
    ])
    expect(skipped('false')).toEqual([])
    expect(skipped('yes')).toEqual([])
  })

  it('looks into the template of an ApplicationSet', () => {
    const set = (syncPolicy: Plain) =>
      yaml(named('argoproj.io/v1alpha1', 'ApplicationSet', 'all', { spec: { template: { spec: { syncPolicy } } } }))
    expect(rule(set({ automated: {} }), set({}))).toMatchObject([
      { path: 'spec.template.spec.syncPolicy.automated', message: expect.stringContaining('every Application') },
    ])
    expect(rule(set({ automated: {} }), set({ automated: { prune: true } }))).toEqual([])
  })

  it('reports another branch of the repository that the tree comes from, once for all Applications', () => {
    const own = 'https://git.example/lab.git'
    const reads = (name: string, targetRevision: string | undefined, repoURL = own) =>
      application(name, { spec: { source: { repoURL, path: `dist/home/apps/${name}`, targetRevision } } })
    const step = (from: string | undefined, to: string | undefined, repoURL?: string) => {
      const side = (revision: string | undefined) =>
        tree([reads('web', revision, repoURL), reads('site', revision, repoURL)], config('1'))
      return rule(side(from), side(to))
    }
    expect(step('main', 'stable')).toMatchObject([
      {
        severity: 'warning',
        path: 'spec.source.targetRevision',
        message:
          'It reads stable instead of main from now on: pushes to main no longer reach the cluster. The same holds for web.',
      },
    ])
    expect(step('main', 'v1.0.0')).toMatchObject([{ message: expect.stringContaining('reads v1.0.0 for good') }])
    expect(step('v1.0.0', 'v1.1.0')).toEqual([])
    expect(step('refs/heads/main', 'main')).toEqual([])
    const foreign = (revision: string) =>
      tree([reads('web', 'main'), reads('tea', revision, 'https://git.example/tea')], config('1'))
    expect(rule(foreign('main'), foreign('stable'))).toEqual([])
  })

  describe('by the windows of a project', () => {
    const night = { kind: 'deny', schedule: '0 22 * * *', duration: '8h', applications: ['*'] }
    const noon = { kind: 'allow', schedule: '0 12 * * *', duration: '1h', applications: ['web'] }
    const project = (...syncWindows: object[]) =>
      named('argoproj.io/v1alpha1', 'AppProject', 'lab', { spec: { syncWindows } }, { namespace: 'argocd' })
    const apps = [application('web', { spec: { project: 'lab' } }), application('site', { spec: { project: 'lab' } })]
    const windows = (before: object[], after: object[]) =>
      rule(yaml(project(...before), ...apps), yaml(project(...after), ...apps))

    it('reports a time in which nothing is synced, and whom it concerns', () => {
      expect(windows([], [night])).toMatchObject([
        {
          severity: 'warning',
          object: { kind: 'AppProject' },
          message:
            'Nothing is synced in the time from `0 22 * * *` for 8h: pushes wait until it is over. It concerns web, site.',
        },
      ])
    })

    it('reports that syncs happen only in a window from now on, and that another one closes', () => {
      expect(windows([], [noon])).toMatchObject([
        { message: expect.stringMatching(/only in the time from `0 12 \* \* \*` for 1h: .* It concerns web\.$/) },
      ])
      const later = { ...noon, schedule: '0 13 * * *', timeZone: 'Europe/Rome' }
      expect(windows([noon], [later])).toMatchObject([
        { message: expect.stringContaining('for 1h, only from `0 13 * * *` for 1h (Europe/Rome).') },
      ])
    })

    it.each<[string, object[], object[]]>([
      ['a window for others', [], [{ ...night, applications: ['other-*'] }]],
      ['a window for nobody', [], [{ ...night, applications: [] }]],
      ['one of two conditions', [], [{ ...night, namespaces: ['films'], andOperator: true }]],
      ['a window that goes', [night], []],
      ['the only allowed time that goes', [noon], []],
      ['one more allowed time', [noon], [noon, { ...noon, schedule: '0 13 * * *' }]],
      ['another description', [night], [{ ...night, description: 'quiet', manualSync: true }]],
    ])('says nothing of %s', (_, before, after) => {
      expect(windows(before, after)).toEqual([])
    })

    it('looks at the namespaces and clusters of the destination', () => {
      const of = (more: Plain) => windows([], [{ ...night, applications: [], ...more }])
      expect(of({ namespaces: ['med*'] })).toHaveLength(1)
      expect(
        of({ clusters: ['https://kubernetes.default.svc'], namespaces: ['media'], andOperator: true }),
      ).toHaveLength(1)
    })
  })
})
