import type { App } from '../../app/app.ts'
import { k8s } from '../../k8s.ts'

const rbac = 'rbac.authorization.k8s.io'
const read = ['get', 'list', 'watch']
const account = 'snapshot-controller'

function rule(group: string, resources: readonly string[], verbs: readonly string[]): k8s.PolicyRule {
  return { apiGroups: [group], resources: [...resources], verbs: [...verbs] }
}

/**
 * Rights of the controller, those of upstream without groups of snapshots, which it only works on when told to.
 *
 * @see https://github.com/kubernetes-csi/external-snapshotter/blob/v8.6.0/deploy/kubernetes/snapshot-controller/rbac-snapshot-controller.yaml
 */
export function addAccess(app: App, labels: Record<string, string>): void {
  const subjects = [{ kind: 'ServiceAccount', name: account, namespace: app.appNamespace }]
  new k8s.KubeServiceAccount(app, 'service-account', { metadata: { name: account, labels } })
  new k8s.KubeClusterRole(app, 'cluster-role', {
    metadata: { name: 'snapshot-controller-runner', labels },
    rules: clusterRules,
  })
  new k8s.KubeClusterRoleBinding(app, 'cluster-role-binding', {
    metadata: { name: 'snapshot-controller-role', labels },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'snapshot-controller-runner' },
    subjects,
  })
  const name = 'snapshot-controller-leaderelection'
  new k8s.KubeRole(app, 'role', {
    metadata: { name, labels },
    rules: [rule('coordination.k8s.io', ['leases'], [...read, 'create', 'update', 'delete'])],
  })
  new k8s.KubeRoleBinding(app, 'role-binding', {
    metadata: { name, labels },
    roleRef: { apiGroup: rbac, kind: 'Role', name },
    subjects,
  })
}

const snapshots = 'snapshot.storage.k8s.io'

const clusterRules: k8s.PolicyRule[] = [
  rule('', ['persistentvolumes'], read),
  rule('', ['persistentvolumeclaims'], [...read, 'update']),
  rule('', ['events'], ['list', 'watch', 'create', 'update', 'patch']),
  rule(snapshots, ['volumesnapshotclasses'], read),
  rule(snapshots, ['volumesnapshotcontents'], [...read, 'create', 'update', 'patch', 'delete']),
  rule(snapshots, ['volumesnapshotcontents/status'], ['patch']),
  rule(snapshots, ['volumesnapshots'], [...read, 'create', 'update', 'patch', 'delete']),
  rule(snapshots, ['volumesnapshots/status'], ['update', 'patch']),
]
