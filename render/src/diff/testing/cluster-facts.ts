import { defineCluster } from '@ainur/constructs'
import type { ClusterFacts } from '../reading/clusters.ts'

/** A cluster of one amd64 server and two Raspberry Pis. */
export function clusterFacts(name: string): ClusterFacts {
  const cluster = defineCluster({
    name,
    domain: `${name}.home.arpa`,
    git: { url: 'https://github.com/example/lab.git' },
    kubernetes: { distribution: 'k3s', version: 'v1.36.3+k3s1' },
    network: {
      subnet: '192.168.20.0/24',
      gateway: '192.168.20.1',
      dns: ['192.168.20.1'],
      controlPlaneVip: '192.168.20.10',
      servicePool: '192.168.20.200-192.168.20.219',
    },
    nodes: [
      { name: 'box', hardware: 'mini-pc', role: 'server', address: '192.168.20.11', disks: [] },
      { name: 'pi-1', hardware: 'raspberry-pi-5-8gb', role: 'agent', address: '192.168.20.12', disks: [] },
      { name: 'pi-2', hardware: 'raspberry-pi-5-8gb', role: 'agent', address: '192.168.20.13', disks: [] },
    ],
    identity: {
      admins: ['me@example.org'],
      users: [{ email: 'me@example.org', username: 'me', id: '6f1d3c0e-9a53-4c1e-8f7b-2b5a7c9d4e10' }],
    },
  } as never)
  return { cluster, apps: [] }
}
