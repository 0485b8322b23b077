import type { Datastore } from '../distribution/distribution.ts'
import { distributionOf } from '../distribution/distributions.ts'
import { type Draft, nodesOf } from './draft.ts'

/** Where the control plane of `cluster` keeps its state: the distribution decides, by how many servers there are. */
export function datastoreOf(cluster: Draft): Datastore {
  const servers = nodesOf(cluster).filter(({ value }) => value.role === 'server')
  const etcdDisk = servers.some(({ value }) => value.disks?.some((disk) => disk?.purpose === 'etcd'))
  const distribution = cluster.kubernetes?.distribution
  return distribution ? distributionOf(distribution).server.datastore(servers.length, etcdDisk) : 'etcd'
}
