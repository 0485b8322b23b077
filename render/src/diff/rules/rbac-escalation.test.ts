import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { clusterWide, named, yaml } from '../testing/objects.ts'

const role = (rules: object[], metadata = {}) =>
  clusterWide('rbac.authorization.k8s.io/v1', 'ClusterRole', 'r', { rules }, metadata)
const rules = (before: object[], after: object[]) =>
  findingsOf('rbac-escalation', yaml(role(before)), yaml(role(after)))
const on = (resources: string[], verbs: string[], apiGroups = [''], more = {}) => ({
  apiGroups,
  resources,
  verbs,
  ...more,
})

describe('rbac-escalation', () => {
  it.each([
    ['a wildcard on everything', on(['*'], ['*'], ['*']), 'error'],
    ['escalate', on(['clusterroles'], ['escalate'], ['rbac.authorization.k8s.io']), 'error'],
    ['bind', on(['clusterroles'], ['bind'], ['rbac.authorization.k8s.io']), 'error'],
    ['impersonate', on(['users'], ['impersonate']), 'error'],
    ['reading Secrets', on(['secrets'], ['list']), 'error'],
    ['reading one Secret', on(['secrets'], ['get'], [''], { resourceNames: ['a'] }), 'warning'],
    ['exec', on(['pods/exec'], ['create']), 'error'],
    ['making tokens', on(['serviceaccounts/token'], ['create']), 'error'],
    ['a wildcard verb', on(['widgets'], ['*'], ['example.io']), 'warning'],
  ])('reports %s', (_, rule, severity) => {
    expect(rules([], [rule]).map((each) => each.severity)).toEqual([severity])
  })

  it('says nothing about reading harmless things', () => {
    expect(
      rules(
        [],
        [on(['nodes', 'services'], ['get', 'list', 'watch']), on(['pods'], ['get']), on(['secrets'], ['delete'])],
      ),
    ).toEqual([])
  })

  it('says nothing when the same permission is only written differently', () => {
    expect(
      rules(
        [on(['secrets', 'configmaps'], ['get', 'list'])],
        [on(['secrets'], ['list']), on(['secrets'], ['get']), on(['configmaps'], ['get'])],
      ),
    ).toEqual([])
    expect(rules([on(['*'], ['*'], ['*'])], [on(['secrets'], ['get'])])).toEqual([])
  })

  it('reports a limit to names that is lifted', () => {
    expect(rules([on(['secrets'], ['get'], [''], { resourceNames: ['a'] })], [on(['secrets'], ['get'])])).toHaveLength(
      1,
    )
  })

  const binding = (name: string, subjects: object[], kind = 'ClusterRole') =>
    clusterWide('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'b', { roleRef: { kind, name }, subjects })
  const account = { kind: 'ServiceAccount', name: 'web', namespace: 'media' }

  it('reports a new subject of cluster-admin', () => {
    expect(
      findingsOf('rbac-escalation', yaml(binding('cluster-admin', [])), yaml(binding('cluster-admin', [account]))),
    ).toMatchObject([
      {
        severity: 'error',
        path: 'subjects[0]',
        message: 'ServiceAccount media/web newly gets ClusterRole cluster-admin in the whole cluster: everything.',
      },
    ])
  })

  it('judges a new subject by the role in the tree', () => {
    const bound = (rule: object) =>
      findingsOf('rbac-escalation', yaml(role([rule]), binding('r', [])), yaml(role([rule]), binding('r', [account])))
    expect(bound(on(['secrets'], ['get']))).toMatchObject([{ severity: 'error' }])
    expect(bound(on(['nodes'], ['get']))).toMatchObject([{ severity: 'info' }])
    expect(bound(on(['pods'], ['create']))).toMatchObject([{ severity: 'warning' }])
  })

  it('treats everybody as an error', () => {
    const everybody = { kind: 'Group', name: 'system:authenticated' }
    expect(findingsOf('rbac-escalation', yaml(binding('view', [])), yaml(binding('view', [everybody])))).toMatchObject([
      { severity: 'error' },
    ])
  })

  it('says nothing when subjects are reordered or removed', () => {
    const user = { kind: 'User', name: 'u' }
    expect(
      findingsOf(
        'rbac-escalation',
        yaml(binding('cluster-admin', [account, user])),
        yaml(binding('cluster-admin', [user])),
      ),
    ).toEqual([])
  })

  it('reports that a role is added to admin by label', () => {
    const labels = { labels: { 'rbac.authorization.k8s.io/aggregate-to-admin': 'true' } }
    expect(findingsOf('rbac-escalation', yaml(role([])), yaml(role([], labels)))).toHaveLength(1)
    expect(
      findingsOf(
        'rbac-escalation',
        yaml(named('v1', 'ConfigMap', 'a')),
        yaml(named('v1', 'ConfigMap', 'a', {}, labels)),
      ),
    ).toEqual([])
  })

  it('tells all that a new role allows at once, by severity', () => {
    const rules = [on(['secrets'], ['get']), on(['pods'], ['create']), on(['pods/exec'], ['create'])]
    const found = findingsOf('rbac-escalation', yaml(binding('other', [])), yaml(binding('other', []), role(rules)))
    expect(found.map(({ severity, path, message }) => [severity, path, message])).toEqual([
      [
        'error',
        'rules[0]',
        'Newly allowed: get secrets: it reads Secrets; create pods/exec: it runs commands inside other pods.',
      ],
      ['warning', 'rules[1]', expect.stringContaining('it starts pods')],
    ])
  })

  describe('of an Argo CD project', () => {
    const project = (spec: object) =>
      named('argoproj.io/v1alpha1', 'AppProject', 'lab', { spec }, { namespace: 'argocd' })
    const narrow = {
      destinations: [{ namespace: 'media', server: 'x' }],
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
    }
    const diff = (after: object) => findingsOf('rbac-escalation', yaml(project(narrow)), yaml(project(after)))

    it('reports new wildcards', () => {
      expect(diff({ ...narrow, clusterResourceWhitelist: [{ group: '*', kind: '*' }] })).toMatchObject([
        { severity: 'error' },
      ])
      expect(diff({ ...narrow, destinations: [{ namespace: '*', server: 'x' }] })).toMatchObject([
        { severity: 'warning' },
      ])
    })

    it('says nothing about one namespace or kind more', () => {
      expect(
        diff({
          destinations: [...narrow.destinations, { namespace: 'dex', server: 'x' }],
          clusterResourceWhitelist: [
            { group: '', kind: 'Namespace' },
            { group: '', kind: 'PersistentVolume' },
          ],
        }),
      ).toEqual([])
    })
  })
})
