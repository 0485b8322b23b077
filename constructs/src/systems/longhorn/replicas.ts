import { AppError } from '../../app/app-error.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { storageNodes } from './node-metadata.ts'

/** More replicas than this cost disk and network, and save nothing in a small cluster. */
const usual = 3

/**
 * Replicas of each volume, every one on a node of its own.
 *
 * @throws AppError when no node stores volumes, or the definition asks for more replicas than nodes.
 */
export function replicaCount(app: string, cluster: Cluster): number {
  const nodes = storageNodes(cluster)
  if (nodes.length === 0) {
    throw new AppError(
      app,
      'nodes',
      'no node has a disk with the purpose "longhorn"; Longhorn would have nowhere to put a volume',
      'give a node such a disk, e.g. { id: "nvme-…", kind: "nvme", purpose: "longhorn", sizeGB: 128 }, or leave Longhorn out',
    )
  }
  const asked = cluster.apps.longhorn?.replicas
  if (asked === undefined) return Math.min(usual, nodes.length)
  if (asked > nodes.length) {
    throw new AppError(
      app,
      'apps.longhorn.replicas',
      `apps.longhorn.replicas is ${asked}, but ${nodes.length} nodes have a disk for Longhorn (${nodes.map(({ name }) => name).join(', ')}); replicas never share a node`,
      `set it to ${nodes.length} or less, or leave it out`,
    )
  }
  return asked
}
