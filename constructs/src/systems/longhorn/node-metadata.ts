import type { NodeMetadata } from '../../app/app.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import type { ClusterNode } from '../../cluster/node-types.ts'

/** Where the disks of a node are mounted. */
export const diskRoot = '/var/lib/longhorn/disks'

/** Share of a disk that Longhorn leaves alone, because a full XFS or ext4 is a slow one. */
const reservedShare = 0.1

/** A disk as Longhorn wants to know it. */
export interface LonghornDisk {
  /** Also the last part of `path`: `nvme1`. */
  readonly name: string
  readonly path: string
  readonly allowScheduling: true
  /** Bytes. */
  readonly storageReserved: number
  readonly tags: readonly string[]
}

/** Nodes that store volumes. All nodes can mount them. */
export function storageNodes(cluster: Cluster): readonly ClusterNode[] {
  return cluster.nodes.filter((node) => longhornDisks(node).length > 0)
}

/** Disks of a node with the purpose `storage`, numbered per kind in the order of the definition. */
export function longhornDisks(node: ClusterNode): LonghornDisk[] {
  const seen: Record<string, number> = {}
  return node.disks
    .filter((disk) => disk.purpose === 'storage')
    .map(({ kind, sizeGB }) => {
      const number = (seen[kind] ?? 0) + 1
      seen[kind] = number
      const name = `${kind}${number}`
      const storageReserved = Math.round(sizeGB * 1e9 * reservedShare)
      return { name, path: `${diskRoot}/${name}`, allowScheduling: true, storageReserved, tags: [kind] }
    })
}

/**
 * Label and annotations that tell Longhorn about a node's disks. An administrator sets them, before Longhorn first sees the
 * node: it reads them only while the node has no disk, and discards the whole annotation for one error in it.
 *
 * @returns nothing to set, for a node that stores no volumes.
 * @see https://longhorn.io/docs/latest/nodes-and-volumes/nodes/default-disk-and-node-config/
 */
export function longhornNodeMetadata(node: ClusterNode): NodeMetadata {
  const disks = longhornDisks(node)
  if (disks.length === 0) return { labels: {}, annotations: {} }
  return {
    labels: { 'node.longhorn.io/create-default-disk': 'config' },
    annotations: {
      'node.longhorn.io/default-disks-config': JSON.stringify(disks),
      'node.longhorn.io/default-node-tags': JSON.stringify(['storage']),
    },
  }
}
