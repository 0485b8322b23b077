import type { Distribution } from '../distribution.ts'
import { kubernetesPorts, nodePort, supportedMinors } from '../kubernetes.ts'
import { k3sComponents } from './components.ts'
import { configureK3s } from './configure.ts'
import { dualStackK3s } from './dual-stack.ts'
import { k3sObjects } from './objects.ts'

/** @see https://docs.k3s.io */
export const k3s: Distribution = {
  title: 'k3s',
  // Kubernetes itself stopped building for 32-bit ARM with 1.27; k3s went on: https://github.com/kubernetes/kubernetes/issues/115738
  architectures: ['amd64', 'arm64', 'arm'],
  version: { example: 'v1.36.4+k3s1', build: { pattern: /^k3s\d+$/, first: 'k3s1' }, minors: supportedMinors },
  networks: { pods: '10.42.0.0/16', services: '10.43.0.0/16' },
  dualStack: dualStackK3s,
  dnsAddress: '10.43.0.10',
  server: {
    taints: [],
    /** @see https://docs.k3s.io/installation/requirements#hardware */
    memoryGB: 2,
    // Measured on a Pi 4 with one agent: an agent takes 268 MB, a server 1215 MB with SQLite and 1413 MB with etcd; under
    // load a third of a core, of which an agent's share is counted already.
    // See https://docs.k3s.io/reference/resource-profiling
    takes: {
      sqlite: { cpuMillis: 250, memoryBytes: (1215 - 268) * 1e6 },
      etcd: { cpuMillis: 250, memoryBytes: (1413 - 268) * 1e6 },
    },
    datastore: (servers, etcdDisk) => (servers < 2 && !etcdDisk ? 'sqlite' : 'etcd'),
  },
  /** @see https://docs.k3s.io/installation/requirements#networking */
  ports: [
    ...kubernetesPorts,
    nodePort(22, 'SSH'),
    nodePort(6444, "k3s' own way to the API server"),
    nodePort(8472, 'the network of pods (Flannel)', 'all nodes', 'UDP'),
    nodePort(10258, 'the cloud controller', 'servers'),
  ],
  virtualAddress: 'kube-vip',
  components: k3sComponents,
  objects: k3sObjects,
  managedByOmni: false,
  configure: configureK3s,
}
