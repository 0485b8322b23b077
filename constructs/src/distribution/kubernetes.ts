import type { ProvidedObject } from '../app/upstream-release.ts'
import type { Component } from './component.ts'

/** Minor versions of Kubernetes that the rendered objects are checked against. */
export const supportedMinors = [34, 35, 36] as const

/** Objects without a namespace. */
export function clusterScoped(group: string, kind: string, ...names: string[]): ProvidedObject[] {
  return names.map((name) => ({ group, kind, name }))
}

/** What every Kubernetes cluster has, of any distribution. */
export const kubernetesObjects: readonly ProvidedObject[] = [
  ...clusterScoped('', 'Namespace', 'default', 'kube-system', 'kube-public', 'kube-node-lease'),
  ...clusterScoped('scheduling.k8s.io', 'PriorityClass', 'system-cluster-critical', 'system-node-critical'),
  ...clusterScoped('rbac.authorization.k8s.io', 'ClusterRole', 'cluster-admin', 'admin', 'edit', 'view'),
  {
    group: 'rbac.authorization.k8s.io',
    kind: 'Role',
    namespace: 'kube-system',
    name: 'extension-apiserver-authentication-reader',
  },
  { group: '', kind: 'Service', namespace: 'default', name: 'kubernetes', keys: ['https', '443'] },
  { group: '', kind: 'ConfigMap', namespace: 'kube-system', name: 'extension-apiserver-authentication' },
]

/** CoreDNS under the names that kubeadm gave it, and k3s and Talos took over. */
export function corednsComponent(replicas: number, configuredBy?: Component['configuredBy']): Component {
  return {
    name: 'coredns',
    role: 'cluster-dns',
    objects: [
      {
        group: '',
        kind: 'Service',
        namespace: 'kube-system',
        name: 'kube-dns',
        keys: ['dns', 'dns-tcp', 'metrics', '53', '9153'],
      },
      { group: '', kind: 'ConfigMap', namespace: 'kube-system', name: 'coredns' },
    ],
    workloads: [
      {
        kind: 'Deployment',
        name: 'coredns',
        labels: { 'k8s-app': 'kube-dns' },
        replicas,
        requests: { cpu: '100m', memory: '70Mi' },
      },
    ],
    ...(configuredBy && { configuredBy }),
  }
}
