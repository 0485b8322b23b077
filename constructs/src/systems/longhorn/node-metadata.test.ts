import { describe, expect, it } from 'vitest'
import { testNode } from '../../app/testing/test-cluster.ts'
import type { Disk } from '../../cluster/node-types.ts'
import { longhornNodeMetadata } from './node-metadata.ts'

const sd: Disk = { id: 'mmc-1', kind: 'sd', purpose: 'os', sizeGB: 64 }
const nvme: Disk = { id: 'nvme-1', kind: 'nvme', purpose: 'storage', sizeGB: 128 }
const ssd: Disk = { id: 'ata-1', kind: 'ssd', purpose: 'storage', sizeGB: 500 }

describe('longhornNodeMetadata', () => {
  it('describes the disk of a storage node', () => {
    expect(longhornNodeMetadata(testNode({ name: 'varda', disks: [sd, nvme] }))).toEqual({
      labels: { 'node.longhorn.io/create-default-disk': 'config' },
      annotations: {
        'node.longhorn.io/default-disks-config':
          '[{"name":"nvme1","path":"/var/lib/longhorn/disks/nvme1","allowScheduling":true,"storageReserved":12800000000,"tags":["nvme"]}]',
        'node.longhorn.io/default-node-tags': '["storage"]',
      },
    })
  })

  it('numbers disks per kind', () => {
    const node = testNode({ name: 'ulmo', disks: [nvme, ssd, { ...nvme, id: 'nvme-2' }] })
    const config = longhornNodeMetadata(node).annotations['node.longhorn.io/default-disks-config'] ?? ''
    expect(JSON.parse(config).map(({ name }: { name: string }) => name)).toEqual(['nvme1', 'ssd1', 'nvme2'])
  })

  it('sets nothing on a node that only mounts volumes, so that its SD card stays out of it', () => {
    expect(longhornNodeMetadata(testNode({ name: 'manwe', disks: [sd] }))).toEqual({ labels: {}, annotations: {} })
  })
})
