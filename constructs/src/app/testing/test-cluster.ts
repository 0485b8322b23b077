import type { Cluster } from '../../cluster/cluster.ts'
import type { Architecture, ClusterNode } from '../../cluster/node-types.ts'
import { machineNamed } from '../../cluster/outside-machine.ts'

/** A small valid cluster for tests: one server and two agents, all Pis, unless `nodes` says otherwise. */
export function testCluster(overrides: Partial<Cluster> = {}): Cluster {
  const nodes = overrides.nodes ?? [
    testNode({ name: 'manwe', role: 'server', address: '192.168.20.11' }),
    testNode({ name: 'varda', address: '192.168.20.12' }),
    testNode({ name: 'ulmo', address: '192.168.20.13' }),
  ]
  const domain = overrides.domain ?? 'ainur.home.arpa'
  return {
    name: 'ainur',
    git: { url: 'https://git.example.com/lab/ainur.git', branch: 'main', path: 'dist/ainur' },
    kubernetes: { distribution: 'k3s', version: 'v1.36.4+k3s1', minor: '1.36' },
    network: {
      subnet: '192.168.20.0/24',
      gateway: '192.168.20.1',
      dns: ['192.168.20.1'],
      controlPlaneVip: '192.168.20.10',
      interface: 'eth0',
      servicePool: [{ from: '192.168.20.200', to: '192.168.20.219' }],
    },
    identity: { admins: ['admin@ainur.home.arpa'], groups: {}, connectors: [], users: [] },
    machines: [],
    registry: 'registry.example.com/lab',
    registries: {},
    warnings: [],
    ...overrides,
    domain,
    nodes,
    architectures: [...new Set(nodes.map((node) => node.hardware.architecture))].sort(),
    host: (label) => `${label}.${domain}`,
    nodesWith: (capability) => nodes.filter((node) => node.capabilities.includes(capability)),
    machine: (name) => machineNamed(overrides.machines ?? [], name),
  }
}

/** A Raspberry Pi 5 8 GB with an NVMe disk for Longhorn, or a mini PC when the architecture is `amd64`. */
export function testNode(
  overrides: Partial<ClusterNode> & { readonly name: string; readonly architecture?: Architecture },
): ClusterNode {
  const { architecture = 'arm64', ...rest } = overrides
  const raspberryPi = architecture !== 'amd64'
  const allocatable = {
    cpuMillis: 3500,
    memoryBytes: 6 * 2 ** 30,
    ephemeralStorageBytes: 40e9,
    pods: 110,
  }
  return {
    hardware: {
      id: raspberryPi ? 'raspberry-pi-5-8gb' : 'mini-pc',
      title: raspberryPi ? 'Raspberry Pi 5 8 GB' : 'Mini PC',
      architecture,
      cores: 4,
      memoryBytes: 8 * 2 ** 30,
      allocatable,
      diskKinds: ['sd', 'nvme', 'usb'],
      poe: 'hat',
      netboot: true,
      raspberryPi,
    },
    role: 'agent',
    address: '192.168.20.99',
    failureDomains: {},
    boot: 'sd',
    disks: [
      { id: 'mmc-TEST_0x1', kind: 'sd', purpose: 'os', sizeGB: 64 },
      { id: 'nvme-TEST_1', kind: 'nvme', purpose: 'storage', sizeGB: 128 },
    ],
    labels: {},
    adminLabels: {},
    interfaces: [],
    taints: [],
    allocatable,
    capabilities: ['sd', 'nvme', 'storage'],
    ...rest,
  }
}
