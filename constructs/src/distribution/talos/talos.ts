import type { Distribution } from '../distribution.ts'
import { clusterScoped, corednsComponent, kubernetesPorts, nodePort, supportedMinors } from '../kubernetes.ts'
import { configureTalos } from './configure.ts'

/** @see https://docs.siderolabs.com/talos */
export const talos: Distribution = {
  title: 'Talos',
  architectures: ['amd64', 'arm64'],
  version: { example: 'v1.36.3', minors: supportedMinors },
  networks: { pods: '10.244.0.0/16', services: '10.96.0.0/12' },
  dualStack: {
    because:
      'nothing here writes networks of both families into the machine configuration, nor knows what its flannel makes of them',
  },
  dnsAddress: '10.96.0.10',
  server: {
    // Until `cluster.allowSchedulingOnControlPlanes` is set.
    // See https://www.talos.dev/latest/talos-guides/howto/workers-on-controlplane/
    taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
    /** @see https://docs.siderolabs.com/talos/v1.12/getting-started/system-requirements */
    memoryGB: 2,
    // As k3s, whose control plane was measured: the same programs, and what Talos' static pods request is close to it.
    takes: {
      sqlite: { cpuMillis: 250, memoryBytes: (1413 - 268) * 1e6 },
      etcd: { cpuMillis: 250, memoryBytes: (1413 - 268) * 1e6 },
    },
    datastore: () => 'etcd',
  },
  /** @see https://docs.siderolabs.com/talos/v1.12/learn-more/talos-network-connectivity */
  ports: [
    ...kubernetesPorts,
    nodePort(4789, 'the network of pods (Flannel)', 'all nodes', 'UDP'),
    nodePort(7445, "KubePrism, Talos' own way to the API server"),
    nodePort(50000, 'apid, which talosctl talks to'),
    nodePort(50001, 'trustd', 'servers'),
  ],
  virtualAddress: 'distribution',
  /**
   * Nothing more: neither ingress nor load balancer, no StorageClass and no metrics.
   *
   * @see https://github.com/siderolabs/talos/tree/main/internal/app/machined/pkg/controllers/k8s/internal/k8stemplates
   */
  components: [
    corednsComponent(2),
    {
      name: 'flannel',
      role: 'network',
      workloads: [
        {
          kind: 'DaemonSet',
          name: 'kube-flannel',
          labels: { 'k8s-app': 'flannel', tier: 'node' },
          requests: { cpu: '100m', memory: '50Mi' },
        },
      ],
    },
    {
      name: 'kube-proxy',
      role: 'service-proxy',
      workloads: [
        {
          kind: 'DaemonSet',
          name: 'kube-proxy',
          labels: { 'k8s-app': 'kube-proxy', tier: 'node' },
          requests: { cpu: '100m', memory: '50Mi' },
        },
      ],
    },
  ],
  objects: clusterScoped('apiextensions.k8s.io', 'CustomResourceDefinition', 'serviceaccounts.talos.dev'),
  managedByOmni: true,
  configure: configureTalos,
}
