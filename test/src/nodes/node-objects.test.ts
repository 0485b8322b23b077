import { defineCluster } from '@ainur/constructs'
import { expect, it } from 'vitest'
import { nodeObjects } from './node-objects.ts'

const cluster = defineCluster({
  name: 'small',
  domain: 'small.home.arpa',
  git: { url: 'https://git.example.com/lab.git' },
  kubernetes: { distribution: 'k3s', version: 'v1.36.3+k3s1' },
  network: {
    subnet: '192.168.20.0/24',
    gateway: '192.168.20.1',
    dns: ['192.168.20.1'],
    controlPlaneVip: '192.168.20.10',
    servicePool: '192.168.20.200-192.168.20.219',
  },
  nodes: [
    {
      name: 'manwe',
      hardware: 'raspberry-pi-5-8gb',
      role: 'server',
      address: '192.168.20.11',
      disks: [{ id: 'nvme-x', kind: 'nvme', purpose: 'os', sizeGB: 128 }],
      taints: [{ key: 'example.com/quiet', value: 'yes', effect: 'NoSchedule' }],
    },
    {
      name: 'varda',
      hardware: 'raspberry-pi-4-4gb',
      role: 'agent',
      address: '192.168.20.12',
      allocatable: { 'nvidia.com/gpu': 1 },
      adminLabels: { 'kubernetes.io/storage': 'none' },
      failureDomains: { switch: 'sw1' },
    },
  ],
  identity: {
    admins: ['ada@example.com'],
    users: [{ email: 'ada@example.com', username: 'ada', id: '6f1d3c0e-9a53-4c1e-8f7b-2b5a7c9d4e10' }],
  },
  registry: 'registry.example.com/lab',
})

it('registers a node as its kubelet would: labels, taints and what is really allocatable', () => {
  const [node] = nodeObjects(cluster)
  const [definition] = cluster.nodes
  expect(node?.metadata.labels).toMatchObject({
    'kubernetes.io/arch': 'arm64',
    'kubernetes.io/hostname': 'manwe',
    'node-role.kubernetes.io/control-plane': 'true',
  })
  expect(node?.spec).toEqual({ taints: [{ key: 'example.com/quiet', value: 'yes', effect: 'NoSchedule' }] })
  expect(node?.status.allocatable).toEqual({
    cpu: `${definition?.allocatable.cpuMillis}m`,
    memory: String(definition?.allocatable.memoryBytes),
    'ephemeral-storage': String(definition?.allocatable.ephemeralStorageBytes),
    pods: String(definition?.allocatable.pods),
  })
  expect(Number(node?.status.capacity.memory)).toBeGreaterThan(Number(node?.status.allocatable.memory))
  expect(node?.status.nodeInfo).toMatchObject({ architecture: 'arm64', kubeletVersion: 'v1.36.3+k3s1' })
})

it('registers what a device plugin offers, and the labels that an administrator sets', () => {
  const node = nodeObjects(cluster)[1]
  expect(node?.status.capacity).toMatchObject({ 'nvidia.com/gpu': '1' })
  expect(node?.status.allocatable).toMatchObject({ 'nvidia.com/gpu': '1' })
  expect(node?.metadata.labels).toMatchObject({ 'kubernetes.io/storage': 'none', 'topology.ainur.tools/switch': 'sw1' })
})
