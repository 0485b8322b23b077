import { AppError } from '../../app/app-error.ts'
import type { AppSettings, Cluster } from '../../cluster/cluster.ts'

export type NetbootSettings = NonNullable<AppSettings['piNetboot']>

/**
 * The netboot server's part of the definition.
 *
 * @throws AppError saying what to add when there is none, or when no node could run the server.
 */
export function netbootSettings(app: string, cluster: Cluster): NetbootSettings {
  const settings = cluster.apps.piNetboot
  if (!settings) {
    throw new AppError(
      app,
      'apps.piNetboot',
      'apps.piNetboot is not given; the netboot server needs a pool address and an Ubuntu release',
      `add apps.piNetboot: { address: '<a free address of network.servicePool>', ubuntu: '24.04.3' }`,
    )
  }
  if (cluster.nodes.every((node) => node.boot === 'netboot')) {
    throw new AppError(
      app,
      'nodes',
      'all nodes have boot: netboot, so none could start before the server that it boots from',
      'let at least one node boot from a disk of its own',
    )
  }
  return settings
}
