import { expect, it } from 'vitest'
import { ClusterTree } from '../../app/cluster-tree.ts'
import { testCluster, testNode } from '../../app/testing/test-cluster.ts'
import type { Disk } from '../../cluster/node-types.ts'
import { LonghornCrds } from './crds.ts'
import { Longhorn } from './longhorn.ts'

const disk = (kind: Disk['kind'], purpose: Disk['purpose'] = 'storage'): Disk => ({
  id: `${kind}-1`,
  kind,
  purpose,
  sizeGB: 128,
})

/** What Longhorn says about nodes with these disks. */
function findings(nodes: readonly (readonly Disk[])[], props: object = {}) {
  const tree = new ClusterTree(
    testCluster({ nodes: nodes.map((disks, index) => testNode({ name: `n${index}`, role: 'server', disks })) }),
  )
  return new Longhorn(tree, 'longhorn', { crds: new LonghornCrds(tree, 'longhorn-crds'), ...props }).findings
}

const two = [[disk('nvme')], [disk('ssd')]]
const replicas = (rule: string, message: string, remedy: string) => [
  { rule, severity: 'error', path: 'replicas', message, remedy, about: 'props' },
]

it.each([1, 2, undefined])('takes %j replicas on two nodes with a disk for them', (count) => {
  expect(findings(two, count === undefined ? {} : { replicas: count })).toEqual([])
})

it.each([0, 1.5, -1, 21, Number.POSITIVE_INFINITY])('refuses %j replicas, which nobody can have', (count) => {
  expect(findings(two, { replicas: count })).toMatchObject([{ severity: 'error', path: 'replicas' }])
})

it('refuses no replica, and more than nodes have a disk for them', () => {
  expect(findings(two, { replicas: 0 })).toEqual(
    replicas('longhorn-replicas-invalid', '0 was given; allowed are whole numbers from 1 to 20', 'Use 2 or 3.'),
  )
  expect(findings(two, { replicas: 3 })).toEqual(
    replicas(
      'longhorn-replicas-exceed-nodes',
      '3 was given, but only 2 nodes have a disk for Longhorn',
      'Use at most 2: volumes would stay degraded.',
    ),
  )
  expect(findings([[disk('nvme')]], { replicas: 2 })).toMatchObject([
    { message: '2 was given, but only 1 node has a disk for Longhorn' },
  ])
})

it('suggests the right spelling of a prop', () => {
  expect(findings(two, { replica: 2 })).toMatchObject([
    { rule: 'unknown-key', path: 'replica', remedy: 'Did you mean "replicas"?' },
  ])
})

it('needs a disk', () => {
  expect(findings([[disk('nvme', 'os')]], { replicas: 2 })).toEqual([
    {
      rule: 'longhorn-without-disk',
      severity: 'error',
      path: 'nodes',
      message: 'no node has a disk with purpose "storage", so Longhorn has nowhere to put a volume',
      remedy:
        'Give a node such a disk, e.g. { id: "nvme-…", kind: "nvme", purpose: "storage", sizeGB: 128 }, or leave Longhorn out.',
      about: 'definition',
    },
  ])
})

it.each(['sd', 'emmc'] as const)('refuses a disk of kind %s', (kind) => {
  expect(findings([[disk('nvme', 'os'), disk(kind)]])).toEqual([
    {
      rule: 'longhorn-on-flash-card',
      severity: 'error',
      path: 'nodes[0].disks[1].purpose',
      message: `"storage" on a disk of kind "${kind}", which replication wears out within months; allowed are nvme, ssd, hdd, virtual`,
      remedy: 'Use an NVMe or SSD, or leave Longhorn off this node.',
      about: 'definition',
    },
  ])
})

it('warns about a USB stick', () => {
  expect(findings([[disk('nvme')], [disk('usb')]])).toEqual([
    {
      rule: 'longhorn-on-usb-stick',
      severity: 'warning',
      path: 'nodes[1].disks[0].purpose',
      message: '"storage" on a disk of kind "usb", which is slow and drops off the bus under load',
      remedy: 'Use an NVMe or SSD; a SATA disk in a USB enclosure is of kind "ssd".',
      about: 'definition',
    },
  ])
})
