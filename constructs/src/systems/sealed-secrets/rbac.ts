import type { App } from '../../app/app.ts'
import { k8s } from '../../k8s.ts'

const account = 'sealed-secrets-controller'
const clusterRole = 'secrets-unsealer'

/**
 * Rights of the controller: it writes the Secrets of every namespace, so it could read them all. Those of upstream but for
 * deleting: the garbage collector removes the Secret of a SealedSecret that goes.
 *
 * @see https://github.com/bitnami/sealed-secrets/tree/v0.40.0/helm/sealed-secrets/templates
 */
export function addAccess(app: App, labels: Record<string, string>): void {
  new k8s.KubeServiceAccount(app, 'service-account', { metadata: { name: account, labels } })
  new k8s.KubeClusterRole(app, 'cluster-role', {
    metadata: { name: clusterRole, labels },
    rules: [
      { apiGroups: ['bitnami.com'], resources: ['sealedsecrets'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['bitnami.com'], resources: ['sealedsecrets/status'], verbs: ['update'] },
      { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch', 'create', 'update'] },
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
    ],
  })
  new k8s.KubeClusterRoleBinding(app, 'cluster-role-binding', {
    metadata: { name: account, labels },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: clusterRole },
    subjects: [{ kind: 'ServiceAccount', name: account, namespace: app.appNamespace }],
  })
}
