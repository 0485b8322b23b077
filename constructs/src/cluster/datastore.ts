import { type Draft, nodesOf } from './draft.ts'
import type { Datastore } from './hardware/node-allocatable.ts'

/**
 * Where the control plane of `cluster` keeps its state: k3s with a single server uses SQLite unless a disk is set aside
 * for etcd; several servers, and the other distributions, use etcd.
 */
export function datastoreOf(cluster: Draft): Datastore {
  const servers = nodesOf(cluster).filter(({ value }) => value.role === 'server')
  const etcdDisk = servers.some(({ value }) => value.disks?.some((disk) => disk?.purpose === 'etcd'))
  return cluster.kubernetes?.distribution === 'k3s' && servers.length < 2 && !etcdDisk ? 'sqlite' : 'etcd'
}
