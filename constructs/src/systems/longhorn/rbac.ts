import type { App } from '../../app/app.ts'
import { k8s } from '../../k8s.ts'
import { longhornKinds } from './kinds.ts'
import { commonLabels, longhornNamespace, serviceAccount } from './names.ts'

const rbac = 'rbac.authorization.k8s.io'
const read = ['get', 'list', 'watch']
const all = ['*']

function rule(group: string, resources: readonly string[], verbs: readonly string[]): k8s.PolicyRule {
  return { apiGroups: [group], resources: [...resources], verbs: [...verbs] }
}

/**
 * ServiceAccounts and rights, those of the upstream chart: everything in its own namespace, mostly reading elsewhere.
 *
 * @see https://github.com/longhorn/longhorn/tree/v1.12.1/chart/templates
 */
export function addAccess(app: App): void {
  for (const [id, name] of Object.entries(serviceAccount)) {
    new k8s.KubeServiceAccount(app, `service-account-${id}`, {
      metadata: { name, labels: commonLabels },
      // The web interface talks to the manager only.
      ...(name === serviceAccount.ui ? { automountServiceAccountToken: false } : {}),
    })
  }
  new k8s.KubeClusterRole(app, 'cluster-role', {
    metadata: { name: 'longhorn-role', labels: commonLabels },
    rules: clusterRules,
  })
  new k8s.KubeRole(app, 'role', { metadata: { name: 'longhorn', labels: commonLabels }, rules: namespaceRules })
  bindClusterRole(app, 'longhorn-bind', 'longhorn-role', serviceAccount.manager)
  // Collects logs of every kind when somebody asks for a support bundle; no pod runs with it otherwise.
  bindClusterRole(app, 'longhorn-support-bundle', 'cluster-admin', serviceAccount.supportBundle)
  new k8s.KubeRoleBinding(app, 'role-binding', {
    metadata: { name: 'longhorn', labels: commonLabels },
    roleRef: { apiGroup: rbac, kind: 'Role', name: 'longhorn' },
    subjects: [subject(serviceAccount.manager)],
  })
}

function bindClusterRole(app: App, name: string, role: string, account: string): void {
  new k8s.KubeClusterRoleBinding(app, `cluster-role-binding-${name}`, {
    metadata: { name, labels: commonLabels },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role },
    subjects: [subject(account)],
  })
}

function subject(name: string): k8s.Subject {
  return { kind: 'ServiceAccount', name, namespace: longhornNamespace }
}

const clusterRules: k8s.PolicyRule[] = [
  rule('apiextensions.k8s.io', ['customresourcedefinitions'], all),
  rule('', ['pods'], [...read, 'delete', 'deletecollection']),
  rule('', ['secrets', 'services', 'endpoints', 'configmaps', 'serviceaccounts', 'pods/log', 'namespaces'], read),
  rule('', ['events', 'persistentvolumes', 'persistentvolumeclaims', 'persistentvolumeclaims/status', 'nodes'], all),
  rule('apps', ['daemonsets', 'statefulsets', 'deployments', 'replicasets'], read),
  rule('batch', ['jobs', 'cronjobs'], read),
  rule('policy', ['poddisruptionbudgets'], read),
  rule('scheduling.k8s.io', ['priorityclasses'], ['list', 'watch']),
  rule(
    'storage.k8s.io',
    [
      'storageclasses',
      'volumeattachments',
      'volumeattachments/status',
      'volumeattributesclasses',
      'csinodes',
      'csidrivers',
      'csistoragecapacities',
    ],
    all,
  ),
  rule(
    'snapshot.storage.k8s.io',
    ['volumesnapshotclasses', 'volumesnapshots', 'volumesnapshotcontents', 'volumesnapshotcontents/status'],
    all,
  ),
  rule(
    'longhorn.io',
    longhornKinds.flatMap((kind) => [kind, `${kind}/status`]),
    all,
  ),
  rule('coordination.k8s.io', ['leases'], read),
  rule('metrics.k8s.io', ['pods', 'nodes'], ['get', 'list']),
  rule('apiregistration.k8s.io', ['apiservices'], read),
  rule(
    'admissionregistration.k8s.io',
    ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'],
    [...read, 'create', 'patch', 'delete'],
  ),
  rule(rbac, ['roles', 'rolebindings'], read),
  rule('discovery.k8s.io', ['endpointslices'], read),
  // For the backup and restore of the whole system.
  rule(rbac, ['clusterroles', 'clusterrolebindings'], all),
]

const namespaceRules: k8s.PolicyRule[] = [
  rule(
    '',
    [
      'pods',
      'pods/log',
      'events',
      'secrets',
      'services',
      'endpoints',
      'configmaps',
      'serviceaccounts',
      'persistentvolumeclaims',
      'persistentvolumeclaims/status',
    ],
    all,
  ),
  rule('apps', ['daemonsets', 'deployments', 'statefulsets', 'replicasets'], all),
  rule('batch', ['jobs', 'cronjobs'], all),
  rule('policy', ['poddisruptionbudgets'], all),
  rule('coordination.k8s.io', ['leases'], all),
  rule(rbac, ['roles', 'rolebindings'], all),
  rule('discovery.k8s.io', ['endpointslices'], all),
]
