import { defineCluster, type NodeInput } from '@ainur/constructs'

/**
 * Nine amd64 machines and five Raspberry Pis on Talos: three servers, four workers with graphics processors, two without,
 * and Pis for what is light. Volumes lie on the six larger workers.
 */
export const cluster = defineCluster({
  name: 'faerun',
  domain: 'faerun.home.arpa',
  git: { url: 'https://github.com/example/faerun.git' },
  kubernetes: { distribution: 'talos', version: 'v1.35.4' },
  network: {
    subnet: '192.168.100.0/24',
    gateway: '192.168.100.1',
    dns: ['192.168.100.1'],
    controlPlaneVip: '192.168.100.10',
    servicePool: '192.168.100.200-192.168.100.230',
  },
  nodes: [
    ...['bruenor', 'catti', 'storm'].map((name, index) => server(name, 11 + index)),
    worker('khelben', 21, 64, ['gpu', 'strix-halo']),
    worker('elminster', 22, 64, ['gpu', 'nvidia']),
    worker('drizzt', 23, 32, ['gpu', 'rdna2']),
    worker('danilo', 24, 32, ['gpu', 'intel-arc']),
    worker('regis', 25, 32),
    worker('wulfgar', 26, 32),
    pi('durnan', 31, 'raspberry-pi-4-8gb'),
    pi('elaith', 32, 'raspberry-pi-4-8gb'),
    pi('jarlaxle', 33, 'raspberry-pi-4-4gb'),
    pi('mirt', 34, 'raspberry-pi-5-8gb'),
    pi('volo', 35, 'raspberry-pi-5-8gb'),
  ],
  identity: {
    admins: ['billy@faerun.home.arpa'],
    users: [{ email: 'billy@faerun.home.arpa', username: 'billy', id: '4c7b8a0e-8d1e-4d4b-8f56-9a8a7d2c6b01' }],
  },
})

function server(name: string, last: number): NodeInput {
  return {
    name,
    hardware: 'mini-pc',
    machine: { cores: 4, memoryGB: 16 },
    role: 'server',
    address: `192.168.100.${last}`,
    disks: [{ id: `nvme-SYSTEM_${name}`, kind: 'nvme', purpose: 'os', sizeGB: 256 }],
  }
}

function worker(name: string, last: number, memoryGB: number, capabilities: readonly string[] = []): NodeInput {
  return {
    name,
    hardware: 'mini-pc',
    machine: { cores: 8, memoryGB },
    role: 'agent',
    address: `192.168.100.${last}`,
    capabilities,
    disks: [
      { id: `nvme-SYSTEM_${name}`, kind: 'nvme', purpose: 'os', sizeGB: 256 },
      { id: `nvme-DATA_${name}`, kind: 'nvme', purpose: 'storage', sizeGB: 1000 },
    ],
  }
}

function pi(name: string, last: number, hardware: NodeInput['hardware']): NodeInput {
  return {
    name,
    hardware,
    role: 'agent',
    address: `192.168.100.${last}`,
    disks: [{ id: `mmc-SD64G_0x000000${last}`, kind: 'sd', purpose: 'os', sizeGB: 64 }],
  }
}
