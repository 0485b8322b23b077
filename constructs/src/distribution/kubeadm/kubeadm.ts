import type { Distribution } from '../distribution.ts'
import { corednsComponent, kubernetesPorts, nodePort, supportedMinors } from '../kubernetes.ts'
import { configureKubeadm } from './configure.ts'

/** @see https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/create-cluster-kubeadm/ */
export const kubeadm: Distribution = {
  title: 'kubeadm',
  architectures: ['amd64', 'arm64'],
  version: { example: 'v1.36.3', minors: supportedMinors },
  networks: { pods: '10.244.0.0/16', services: '10.96.0.0/12' },
  dualStack: { because: 'the network of pods is one that you install yourself, and it alone decides about IPv6' },
  dnsAddress: '10.96.0.10',
  server: {
    // See https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/create-cluster-kubeadm/#control-plane-node-isolation
    taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
    /** @see https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/#before-you-begin */
    memoryGB: 2,
    // Its static pods request 250m (API server), 200m, 100m and 100m (etcd) of CPU. Memory as k3s, which was measured.
    // See https://github.com/kubernetes/kubernetes/blob/master/cmd/kubeadm/app/phases/controlplane/manifests.go
    takes: {
      sqlite: { cpuMillis: 650, memoryBytes: (1413 - 268) * 1e6 },
      etcd: { cpuMillis: 650, memoryBytes: (1413 - 268) * 1e6 },
    },
    datastore: () => 'etcd',
  },
  ports: [...kubernetesPorts, nodePort(22, 'SSH')],
  virtualAddress: 'kube-vip',
  /** Nothing more: no network for pods either, until somebody installs one. kube-proxy requests nothing. */
  components: [corednsComponent(2), { name: 'kube-proxy', role: 'service-proxy' }],
  objects: [],
  managedByOmni: false,
  configure: configureKubeadm,
}
