import type { App } from '../../app/app.ts'
import { k8s } from '../../k8s.ts'
import { dexCrdNames, dexGroup, dexResources } from './resources.ts'

const rbacGroup = 'rbac.authorization.k8s.io'

/**
 * Lets Dex keep its state in its own namespace and look whether its CRDs exist.
 *
 * It cannot create CRDs: Argo CD installs them, and `crdHandling: check` only looks.
 */
export function addRbac(app: App, serviceAccount: string): void {
  const subjects = [{ kind: 'ServiceAccount', name: serviceAccount, namespace: app.appNamespace }]

  new k8s.KubeRole(app, 'role', {
    metadata: { name: 'dex', namespace: app.appNamespace },
    rules: [
      {
        apiGroups: [dexGroup],
        resources: [...dexResources],
        verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
      },
    ],
  })
  new k8s.KubeRoleBinding(app, 'role-binding', {
    metadata: { name: 'dex', namespace: app.appNamespace },
    roleRef: { apiGroup: rbacGroup, kind: 'Role', name: 'dex' },
    subjects,
  })
  new k8s.KubeClusterRole(app, 'cluster-role', {
    metadata: { name: 'dex' },
    rules: [
      {
        apiGroups: ['apiextensions.k8s.io'],
        resources: ['customresourcedefinitions'],
        resourceNames: [...dexCrdNames],
        verbs: ['get'],
      },
      // A list cannot be limited to names. It shows the cluster's schemas and nothing of what is stored.
      { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: ['list'] },
    ],
  })
  new k8s.KubeClusterRoleBinding(app, 'cluster-role-binding', {
    metadata: { name: 'dex' },
    roleRef: { apiGroup: rbacGroup, kind: 'ClusterRole', name: 'dex' },
    subjects,
  })
}
