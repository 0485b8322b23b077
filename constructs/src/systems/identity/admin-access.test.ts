import { describe, expect, it } from 'vitest'
import { ClusterTree } from '../../app/cluster-tree.ts'
import { objectOf, objectsOf } from '../../app/testing/objects.ts'
import { testCluster } from '../../app/testing/test-cluster.ts'
import type { Identity } from '../../cluster/cluster.ts'
import { AdminAccess } from './admin-access.ts'
import { grantsFor } from './grants.ts'

function access(identity: Partial<Identity>) {
  const cluster = testCluster({ identity: { admins: [], groups: {}, connectors: [], users: [], ...identity } })
  return new AdminAccess(new ClusterTree(cluster), 'identity')
}

const apiGroup = 'rbac.authorization.k8s.io'

describe('AdminAccess', () => {
  it('binds the admins to cluster-admin, by names with the prefix of tokens', () => {
    expect(objectsOf(access({ admins: ['ada@lab.test'] }))).toEqual([
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'lab-admins' },
        roleRef: { apiGroup, kind: 'ClusterRole', name: 'cluster-admin' },
        subjects: [{ apiGroup, kind: 'User', name: 'oidc:ada@lab.test' }],
      },
    ])
  })

  it('lets any other group look, by its name and by its members', () => {
    const app = access({ admins: ['ada@lab.test'], groups: { family: ['bo@lab.test'] } })
    const viewers = [
      { apiGroup, kind: 'Group', name: 'oidc:family' },
      { apiGroup, kind: 'User', name: 'oidc:bo@lab.test' },
    ]
    expect(objectOf(app, 'ClusterRoleBinding', 'lab-viewers')).toMatchObject({
      roleRef: { name: 'view' },
      subjects: viewers,
    })
    expect(objectOf(app, 'ClusterRoleBinding', 'lab-viewers-of-nodes')).toMatchObject({
      roleRef: { name: 'lab-viewer' },
      subjects: viewers,
    })
  })

  it('gives viewers no Secrets and no verb that changes anything', () => {
    const { rules } = objectOf(access({ groups: { family: [] } }), 'ClusterRole', 'lab-viewer')
    const verbs = new Set(rules.flatMap((rule: { verbs: string[] }) => rule.verbs))
    const resources = rules.flatMap((rule: { resources: string[] }) => rule.resources)
    expect([...verbs]).toEqual(['get', 'list', 'watch'])
    expect(resources).not.toContain('secrets')
  })
})

describe('grantsFor', () => {
  it('makes members of the group "admins" admins, and never viewers as well', () => {
    const identity = { admins: [], groups: { family: ['ada@lab.test'], admins: ['ada@lab.test'] } }
    const grants = grantsFor(testCluster({ identity: { ...identity, connectors: [], users: [] } }))
    expect(grants).toEqual([
      { level: 'viewer', subject: { kind: 'group', name: 'family' } },
      { level: 'admin', subject: { kind: 'email', name: 'ada@lab.test' } },
      { level: 'admin', subject: { kind: 'group', name: 'admins' } },
    ])
  })
})
