import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { k8s } from '../../k8s.ts'
import { type AccessLevel, type Grant, grantsFor } from './grants.ts'
import { oidcNamePrefix } from './oidc-name-prefix.ts'

const viewer = 'lab-viewer'

/** Rights of the people and groups in `identity` of the definition, once they have signed in. */
export class AdminAccess extends App {
  constructor(tree: ClusterTree, name: string) {
    super(tree, name, {}, { namespace: 'default', project: 'system-addons' })
    const grants = grantsFor(this.cluster)
    this.#bind('lab-admins', 'cluster-admin', subjects(grants, 'admin'))
    const viewers = subjects(grants, 'viewer')
    if (viewers.length === 0) return
    this.#addViewerRole()
    this.#bind('lab-viewers', 'view', viewers)
    this.#bind('lab-viewers-of-nodes', viewer, viewers)
  }

  /** `view` covers namespaced objects only; people who look at a cluster also want its nodes and volumes. */
  #addViewerRole(): void {
    const verbs = ['get', 'list', 'watch']
    new k8s.KubeClusterRole(this, 'viewer', {
      metadata: { name: viewer },
      rules: [
        { apiGroups: [''], resources: ['namespaces', 'nodes', 'persistentvolumes'], verbs },
        { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs },
        { apiGroups: ['metrics.k8s.io'], resources: ['nodes', 'pods'], verbs: ['get', 'list'] },
      ],
    })
  }

  #bind(name: string, role: string, to: k8s.Subject[]): void {
    if (to.length === 0) return
    new k8s.KubeClusterRoleBinding(this, name, {
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
      subjects: to,
    })
  }
}

function subjects(grants: readonly Grant[], level: AccessLevel): k8s.Subject[] {
  return grants
    .filter((grant) => grant.level === level)
    .map(({ subject }) => ({
      apiGroup: 'rbac.authorization.k8s.io',
      kind: subject.kind === 'group' ? 'Group' : 'User',
      name: `${oidcNamePrefix}${subject.name}`,
    }))
}
