import { expect, it } from 'vitest'
import { testNode } from '../../app/testing/test-cluster.ts'
import type { ClusterNode } from '../../cluster/node-types.ts'
import { testTree } from '../../workload/testing/test-tree.ts'
import { PiNetboot } from './pi-netboot.ts'

function findings(props: object = {}, nodes?: readonly ClusterNode[]) {
  const { tree, loadBalancer, storage } = testTree(nodes && { nodes })
  const base = { address: '192.168.20.202', ubuntu: '24.04.5', loadBalancer, storage }
  return new PiNetboot(tree, 'pi-netboot', { ...base, ...props }).findings
}

it.each(['24.04', '24.10', '26.04.1'])('takes %s for a release of Ubuntu', (ubuntu) => {
  expect(findings({ ubuntu })).toEqual([])
})

it.each(['noble', '24.4', '24.04.x', ''])('takes %j for no release of Ubuntu', (ubuntu) => {
  expect(findings({ ubuntu })).toEqual([
    {
      rule: 'ubuntu-release-invalid',
      severity: 'error',
      path: 'ubuntu',
      message: `"${ubuntu}" is not a release of Ubuntu; allowed is one such as 24.04.5`,
      remedy: 'Write it like "24.04.5".',
      about: 'props',
    },
  ])
})

it('misses a release once', () => {
  expect(findings({ ubuntu: undefined }).map(({ rule, remedy }) => [rule, remedy])).toEqual([
    ['missing-value', "Add it, e.g. ubuntu: '24.04.5'"],
  ])
})

const os = [{ id: 'nvme-WD_1', kind: 'nvme', purpose: 'os', sizeGB: 256 }] as const
const server = testNode({ name: 'manwe', role: 'server', disks: os, capabilities: ['nvme'] })
const booted = testNode({ name: 'varda', boot: 'netboot', capabilities: ['netboot', 'nvme', 'storage'] })

it('refuses volumes on no other nodes than those that boot from them', () => {
  expect(findings({}, [server, booted])).toEqual([
    {
      rule: 'netboot-storage-loop',
      severity: 'error',
      path: 'nodes',
      message:
        'only nodes that boot from the network have a disk for replicated volumes (varda), and pi-netboot keeps on such volumes what they boot: neither could start before the other',
      remedy: 'Put such a disk into a node that boots from its own, or boot one of these from a disk.',
      about: 'definition',
    },
  ])
})

it('takes volumes on a node that boots from them beside one that does not', () => {
  expect(findings({}, [server, booted, testNode({ name: 'ulmo' })])).toEqual([])
  expect(findings({}, [server])).toEqual([])
})
