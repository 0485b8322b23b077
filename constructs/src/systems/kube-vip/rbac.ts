import type { Construct } from 'constructs'
import { k8s } from '../../k8s.ts'
import type { KubeVipProps } from './props.ts'

const leases = {
  apiGroups: ['coordination.k8s.io'],
  resources: ['leases'],
  verbs: ['get', 'list', 'watch', 'create', 'update'],
}

/**
 * ServiceAccount and the rights that kube-vip uses. Leases lie in its own namespace, because one election covers all
 * Services; an election per Service has its lease in the Service's namespace.
 *
 * @see https://kube-vip.io/manifests/rbac.yaml
 * @returns the name of the ServiceAccount.
 */
export function addAccess(scope: Construct, namespace: string, { electionPerService }: KubeVipProps): string {
  const name = 'kube-vip'
  const subjects = [{ kind: 'ServiceAccount', name, namespace }]
  const roleRef = (kind: 'ClusterRole' | 'Role') => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name })

  new k8s.KubeServiceAccount(scope, 'service-account', { metadata: { name } })
  new k8s.KubeClusterRole(scope, 'cluster-role', {
    metadata: { name },
    rules: [
      { apiGroups: [''], resources: ['services/status'], verbs: ['update'] },
      { apiGroups: [''], resources: ['services', 'endpoints'], verbs: ['get', 'list', 'watch', 'update'] },
      // Without these the watch of a Service hangs and its address is never announced.
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch', 'update'] },
      { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch', 'update', 'patch'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
      ...(electionPerService ? [leases] : []),
    ],
  })
  new k8s.KubeClusterRoleBinding(scope, 'cluster-role-binding', {
    metadata: { name },
    roleRef: roleRef('ClusterRole'),
    subjects,
  })
  new k8s.KubeRole(scope, 'role', {
    metadata: { name },
    rules: [leases, { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list'] }],
  })
  new k8s.KubeRoleBinding(scope, 'role-binding', { metadata: { name }, roleRef: roleRef('Role'), subjects })
  return name
}
