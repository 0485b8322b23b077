import { describe, expect, it } from 'vitest'
import { defineCluster } from './define-cluster.ts'
import { base } from './fixtures/base.ts'
import { capabilityLabel, isReservedLabel, kubeletMaySet, nodeLabels } from './node-labels.ts'

const { nodes } = defineCluster(base)
const labelsOf = (name: string) => nodes.filter((node) => node.name === name).map(nodeLabels)[0]

describe('nodeLabels', () => {
  it('gives an agent its own labels, those of Kubernetes and its capabilities', () => {
    expect(labelsOf('varda')).toEqual({
      'example.org/shelf': 'top',
      'ainur.tools/nvme': 'true',
      'ainur.tools/poe': 'true',
      'ainur.tools/sd': 'true',
      'ainur.tools/storage': 'true',
      'kubernetes.io/arch': 'arm64',
      'kubernetes.io/os': 'linux',
      'kubernetes.io/hostname': 'varda',
      'node.kubernetes.io/instance-type': 'raspberry-pi-5-8gb',
    })
  })

  it('gives a server its role', () => {
    expect(labelsOf('manwe')).toMatchObject({ 'node-role.kubernetes.io/control-plane': 'true' })
  })

  it('tells in which failure domains a node is, where any node of the cluster names them', () => {
    const [manwe, varda] = defineCluster({
      ...base,
      nodes: base.nodes.map((node) =>
        node.name === 'aule'
          ? {
              ...node,
              hardware: 'virtual-machine' as const,
              machine: { architecture: 'amd64' as const, cores: 4, memoryGB: 8 },
              host: 'pve1',
            }
          : node.name === 'varda'
            ? { ...node, failureDomains: { switch: 'sw1', region: 'home' } }
            : node,
      ),
    }).nodes.map((node) => Object.fromEntries(Object.entries(nodeLabels(node)).filter(([key]) => /topology/.test(key))))
    expect(varda).toEqual({
      'topology.ainur.tools/host': 'varda',
      'topology.ainur.tools/switch': 'sw1',
      'topology.kubernetes.io/region': 'home',
      'topology.kubernetes.io/zone': 'varda',
    })
    expect(manwe).toMatchObject({ 'topology.ainur.tools/switch': 'manwe' })
  })

  it('sets no reserved label that an author could also set', () => {
    const own = new Set(base.nodes.flatMap((node) => Object.keys('labels' in node ? node.labels : {})))
    const derived = nodes.flatMap((node) => Object.keys(nodeLabels(node))).filter((key) => !own.has(key))
    expect(derived.filter((key) => !isReservedLabel(key))).toEqual([])
  })
})

it.each([
  ['example.org/shelf', true],
  ['shelf', true],
  [capabilityLabel('nvme'), true],
  ['topology.ainur.tools/host', true],
  ['kubernetes.io/arch', true],
  ['topology.kubernetes.io/zone', true],
  ['node.kubernetes.io/anything', true],
  ['feature.node.kubernetes.io/cpu', true],
  ['kubelet.kubernetes.io/anything', true],
  ['notkubernetes.io/storage', true],
  ['kubernetes.io/storage', false],
  ['k8s.io/storage', false],
  ['app.kubernetes.io/name', false],
  ['topology.kubernetes.io/rack', false],
  ['node-role.kubernetes.io/control-plane', false],
  ['node-restriction.kubernetes.io/tier', false],
])('kubeletMaySet(%s) is %s', (key, expected) => {
  expect(kubeletMaySet(key)).toBe(expected)
})
