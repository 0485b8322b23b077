import type { Component } from '../component.ts'
import { clusterScoped, corednsComponent } from '../kubernetes.ts'

/**
 * What k3s starts unless `disable` lists it. Traefik and the local-path provisioner request nothing.
 *
 * @see https://github.com/k3s-io/k3s/tree/master/manifests
 */
export const k3sComponents: readonly Component[] = [
  corednsComponent(1, { type: 'coredns-import', namespace: 'kube-system', configMap: 'coredns-custom' }),
  {
    name: 'traefik',
    role: 'ingress',
    objects: [
      ...clusterScoped('networking.k8s.io', 'IngressClass', 'traefik'),
      { group: 'helm.cattle.io', kind: 'HelmChart', namespace: 'kube-system', name: 'traefik' },
      { group: 'helm.cattle.io', kind: 'HelmChart', namespace: 'kube-system', name: 'traefik-crd' },
      {
        group: '',
        kind: 'Service',
        namespace: 'kube-system',
        name: 'traefik',
        keys: ['web', 'websecure', '80', '443'],
      },
    ],
    defaultClass: { kind: 'IngressClass', name: 'traefik' },
    configuredBy: { type: 'helm-chart-config', namespace: 'kube-system', name: 'traefik' },
  },
  { name: 'servicelb', role: 'load-balancer' },
  {
    name: 'local-storage',
    role: 'storage',
    objects: clusterScoped('storage.k8s.io', 'StorageClass', 'local-path'),
    defaultClass: { kind: 'StorageClass', name: 'local-path' },
  },
  {
    name: 'metrics-server',
    role: 'metrics',
    objects: [{ group: '', kind: 'Service', namespace: 'kube-system', name: 'metrics-server', keys: ['https', '443'] }],
    workloads: [
      {
        kind: 'Deployment',
        name: 'metrics-server',
        labels: { 'k8s-app': 'metrics-server' },
        requests: { cpu: '100m', memory: '70Mi' },
      },
    ],
  },
]
