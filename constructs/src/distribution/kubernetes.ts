import type { ProvidedObject } from '../app/upstream-release.ts'
import type { Component } from './component.ts'
import type { NodePort } from './distribution.ts'

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

/** A port of every node, or of servers alone. */
export function nodePort(port: number, of: string, on: NodePort['on'] = 'all nodes', protocol: 'TCP' | 'UDP' = 'TCP') {
  return { port, protocol, on, of } satisfies NodePort
}

/**
 * What every distribution runs on its nodes, at the ports that each of them keeps.
 *
 * @see https://kubernetes.io/docs/reference/networking/ports-and-protocols/
 */
export const kubernetesPorts: readonly NodePort[] = [
  nodePort(6443, 'the API server', 'servers'),
  nodePort(2379, 'etcd', 'servers'),
  nodePort(2380, 'etcd', 'servers'),
  nodePort(10250, 'the kubelet'),
  nodePort(10248, 'the health check of the kubelet'),
  nodePort(10249, 'kube-proxy'),
  nodePort(10256, 'kube-proxy'),
  nodePort(10257, 'the controller manager', 'servers'),
  nodePort(10259, 'the scheduler', 'servers'),
]
