import { defineCluster, type NodeInput } from '@ainur/constructs'

/**
 * A ten-inch rack of nine Raspberry Pis: three Pi 5 that run Proxmox, each with one Talos server as a virtual machine,
 * and six compute modules that are the agents. Everything boots from SD cards but the virtual machines, whose disks lie
 * on mirrored NVMe disks of their hosts.
 */
export const cluster = defineCluster({
  name: 'minirack',
  domain: 'minirack.home.arpa',
  git: { url: 'https://github.com/example/minirack.git' },
  kubernetes: { distribution: 'talos', version: 'v1.36.3' },
  network: {
    subnet: '10.10.80.0/24',
    gateway: '10.10.80.1',
    dns: ['10.10.80.1'],
    controlPlaneVip: '10.10.80.10',
    servicePool: '10.10.80.200-10.10.80.219',
  },
  nodes: [
    server('k8sctl-l', '10.10.80.60', 'pve-l'),
    server('k8sctl-r', '10.10.80.61', 'pve-r'),
    server('k8sctl-x', '10.10.80.62', 'pve-x'),
    ...[1, 2, 3, 4, 5, 6].map(agent),
  ],
  identity: {
    admins: ['admin@minirack.home.arpa'],
    users: [{ email: 'admin@minirack.home.arpa', username: 'admin', id: '0f0c7e56-3a1b-4a0f-9d50-5c8d4a0b7a11' }],
  },
})

/** A virtual machine on the Proxmox host `host`. */
function server(name: string, address: string, host: string): NodeInput {
  return {
    name,
    hardware: 'virtual-machine',
    machine: { architecture: 'arm64', cores: 4, memoryGB: 4 },
    role: 'server',
    address,
    host,
    disks: [{ id: `virtio-${name}`, kind: 'virtual', purpose: 'os', sizeGB: 32 }],
  }
}

/** A compute module without flash: the system lies on an SD card of its carrier board. */
function agent(number: number): NodeInput {
  return {
    name: `blade-${number}`,
    hardware: 'raspberry-pi-cm5-8gb',
    role: 'agent',
    address: `10.10.80.${70 + number}`,
    boot: 'sd',
    poe: true,
    disks: [{ id: `mmc-SD64G_0x${number.toString(16).padStart(8, '0')}`, kind: 'sd', purpose: 'os', sizeGB: 64 }],
  }
}
