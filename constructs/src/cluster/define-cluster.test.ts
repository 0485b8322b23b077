import { describe, expect, it } from 'vitest'
import { defineCluster } from './define-cluster.ts'
import { DefinitionError } from './definition-error.ts'
import { base } from './fixtures/base.ts'
import { edit } from './fixtures/edit.ts'
import { hardwareModel } from './hardware/catalogue.ts'
import type { ClusterInput } from './input.ts'
import { nodeLabels } from './node-labels.ts'

const defined = (edits = {}) => defineCluster(edit(base, edits) as ClusterInput)

describe('defineCluster', () => {
  it('fills in the defaults', () => {
    const { git, kubernetes, network, registry, architectures, identity } = defined()
    expect({ git, kubernetes, network, registry, architectures, identity }).toEqual({
      git: { url: 'https://github.com/example/valinor.git', branch: 'main', path: 'dist/valinor' },
      kubernetes: { distribution: 'k3s', version: 'v1.36.4+k3s1', minor: '1.36' },
      network: {
        subnet: '192.168.20.0/24',
        gateway: '192.168.20.1',
        dns: ['192.168.20.1', '9.9.9.9'],
        controlPlaneVip: '192.168.20.10',
        interface: undefined,
        servicePool: [{ from: '192.168.20.200', to: '192.168.20.219' }],
      },
      registry: 'ghcr.io/example',
      architectures: ['amd64', 'arm64'],
      identity: { ...base.identity, connectors: [] },
    })
  })

  it('resolves a node: hardware, boot medium, capabilities and what it can give', () => {
    expect(defined().nodes[1]).toEqual({
      name: 'varda',
      hardware: hardwareModel('raspberry-pi-5-8gb'),
      role: 'agent',
      address: '192.168.20.12',
      failureDomains: {},
      mac: '2c:cf:67:00:00:12',
      boot: 'sd',
      disks: base.nodes[1].disks,
      labels: { 'example.org/shelf': 'top' },
      adminLabels: {},
      interfaces: [],
      taints: [],
      allocatable: { cpuMillis: 3500, memoryBytes: 6 * 1024 ** 3, ephemeralStorageBytes: 49_400_000_000, pods: 110 },
      capabilities: ['nvme', 'poe', 'sd', 'storage'],
    })
  })

  it('knows what an administrator, a device plugin and a second network add to a node', () => {
    const node = defined({
      'nodes[3].allocatable': { 'nvidia.com/gpu': 2, pods: 50 },
      'nodes[3].adminLabels': { 'kubernetes.io/storage': 'none' },
      'nodes[3].instanceType': 'workstation',
      'nodes[3].interfaces': [{ name: 'eth1', mac: '2C-CF-67-00-01-12', address: '10.0.10.14' }],
    }).nodes[3]
    expect(node?.allocatable).toMatchObject({ pods: 50, extended: { 'nvidia.com/gpu': 2 } })
    expect(node?.interfaces).toEqual([{ name: 'eth1', mac: '2c:cf:67:00:01:12', address: '10.0.10.14' }])
    expect(node && nodeLabels(node)).toMatchObject({
      'kubernetes.io/storage': 'none',
      'node.kubernetes.io/instance-type': 'workstation',
    })
  })

  it('fills in the IPv6 networks of a dual-stack cluster', () => {
    const { network, nodes } = defined({
      'network.ipv6': { subnet: 'fd00:20::/64', controlPlaneVip: 'fd00:20::10', services: 'fd00:99::/112' },
      'nodes[0].address6': 'fd00:20::11',
      'nodes[1].address6': 'fd00:20::12',
      'nodes[2].address6': 'fd00:20::13',
      'nodes[3].address6': 'fd00:20::14',
    })
    expect(network.ipv6).toEqual({
      subnet: 'fd00:20::/64',
      controlPlaneVip: 'fd00:20::10',
      pods: 'fd00:42::/56',
      services: 'fd00:99::/112',
      servicePool: [],
    })
    expect(nodes[1]?.address6).toBe('fd00:20::12')
    expect(defined().network).not.toHaveProperty('ipv6')
  })

  it('finds a machine outside the cluster by its name, and names those there are', () => {
    const cluster = defined({ machines: [{ name: 'nas', address: '192.168.20.30', role: 'nas' }] })
    expect(cluster.machine('nas').address).toBe('192.168.20.30')
    expect(() => cluster.machine('nass')).toThrow('there is no machine "nass" in the definition; machines lists nas')
    expect(() => defined().machine('nas')).toThrow('there is no machine "nas": the definition lists no machines')
  })

  it('expects servers of Talos and kubeadm to keep pods away, unless they say otherwise', () => {
    const talos = { kubernetes: { distribution: 'talos', version: 'v1.36.3' } } as const
    const controlPlane = [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }]
    expect(
      defined(talos)
        .nodes.map(({ taints }) => taints)
        .slice(0, 2),
    ).toEqual([controlPlane, []])
    expect(defined({ ...talos, 'nodes[0].taints': [] }).nodes[0]?.taints).toEqual([])
  })

  it('writes MAC addresses in one way and disk ids without their folder', () => {
    const cluster = defined({ 'nodes[1].disks[1].id': '/dev/disk/by-id/nvme-WD_SN740_0002' })
    expect(cluster.nodes[2]?.mac).toBe('dc:a6:32:00:00:13')
    expect(cluster.nodes[1]?.disks[1]?.id).toBe('nvme-WD_SN740_0002')
  })

  it.each([
    ['10.20.200.0/28', [{ from: '10.20.200.0', to: '10.20.200.15' }]],
    ['10.20.1.5 - 10.20.1.9', [{ from: '10.20.1.5', to: '10.20.1.9' }]],
    [{ from: '10.20.1.5', to: '10.20.1.5' }, [{ from: '10.20.1.5', to: '10.20.1.5' }]],
    [
      ['10.20.1.5-10.20.1.9', { from: '172.16.0.1', to: '172.16.0.9', routed: true }],
      [
        { from: '10.20.1.5', to: '10.20.1.9' },
        { from: '172.16.0.1', to: '172.16.0.9', routed: true },
      ],
    ],
  ])('reads the pool %j', (servicePool, expected) => {
    const network = {
      subnet: '10.20.0.0/16',
      gateway: '10.20.0.1',
      dns: ['10.20.0.1'],
      controlPlaneVip: '10.20.0.10',
      servicePool,
    }
    const cluster = defined({ network, nodes: [{ ...base.nodes[0], address: '10.20.0.11' }] })
    expect(cluster.network.servicePool).toEqual(expected)
  })

  it('takes the size of a generic machine, and single numbers of allocatable, from the definition', () => {
    const cluster = defined({ 'nodes[3].allocatable': { pods: 50 } })
    const node = cluster.nodes[3]
    expect(node?.hardware).toMatchObject({
      id: 'mini-pc',
      cores: 8,
      memoryBytes: 32 * 1024 ** 3,
      architecture: 'amd64',
    })
    expect(node?.allocatable).toMatchObject({ cpuMillis: 7500, pods: 50 })
  })

  it('names hosts and finds nodes by capability', () => {
    const cluster = defined()
    expect(cluster.host('dex')).toBe('dex.valinor.home.arpa')
    expect(cluster.nodesWith('nvme').map(({ name }) => name)).toEqual(['manwe', 'varda', 'aule'])
    expect(cluster.nodesWith('netboot').map(({ name }) => name)).toEqual(['ulmo'])
    expect(cluster.nodesWith('zigbee-stick').map(({ name }) => name)).toEqual(['aule'])
    expect(cluster.nodesWith('tape')).toEqual([])
  })

  it('freezes the result to its depth and leaves the input alone', () => {
    const input = edit(base, {}) as ClusterInput
    const cluster = defineCluster(input)
    expect(unfrozen(cluster)).toEqual([])
    expect(input).toEqual(base)
    expect(Object.isFrozen(input.nodes[0])).toBe(false)
    expect(() => Object.assign(cluster.nodes[0] ?? {}, { name: 'melkor' })).toThrow(TypeError)
  })

  it('gives the same result for the same input', () => {
    expect(JSON.stringify(defined())).toBe(JSON.stringify(defined()))
  })

  it('reports a definition that holds itself instead of following it for ever', () => {
    const looped: Record<string, unknown> = { ...base }
    looped.network = looped
    expect(() => defineCluster(looped as unknown as ClusterInput)).toThrow(DefinitionError)
  })

  it('shows the beginning only of a long object', () => {
    const attempt = () => defined({ name: Array.from({ length: 500 }, () => 'x') })
    expect(attempt).toThrow(/name: \["x".{110,120}… was given; it takes a string/)
  })

  it('puts errors before warnings in the message, each on a line of its own', () => {
    const attempt = () => defined({ domain: 'valinor.local', 'nodes[1].address': '192.168.30.12' })
    expect(attempt).toThrow(DefinitionError)
    expect(attempt).toThrow(
      [
        'The definition of cluster valinor has 1 error:',
        '  nodes[1].address: "192.168.30.12" lies outside the subnet 192.168.20.0/24. Give node "varda" an address of 192.168.20.0/24, or correct network.subnet. [address-outside-subnet]',
        '  (warning) domain: "valinor.local" ends in "local", which phones and computers look up by multicast DNS and not at your DNS server. Use a name below "home.arpa" or "internal". [domain-mdns]',
      ].join('\n'),
    )
  })

  it.each(['git.url', 'git', 'registry', 'network.gateway', 'network.servicePool', 'nodes'])(
    'never shows a password that is in %s',
    (path) => {
      const text = 'https://me:hunter2@github.com/example/valinor.git'
      for (const value of [text, [text], { text }]) {
        const attempt = () => defined({ [path]: value })
        expect(attempt).toThrow(DefinitionError)
        expect(attempt).not.toThrow('hunter2')
      }
    },
  )
})

function unfrozen(value: unknown, path = 'cluster'): string[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([key, child]) => unfrozen(child, `${path}.${key}`))
  return Object.isFrozen(value) ? inner : [path, ...inner]
}
