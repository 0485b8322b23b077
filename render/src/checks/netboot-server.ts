import { type App, type Finding, type NetbootServer, ownObject } from '@ainur/constructs'
import type { Check } from '../model/rendering.ts'

/** A node that boots from the network has something to boot from. */
export const netbootServerCheck: Check = {
  id: 'netboot-server',
  run({ apps, cluster }) {
    if (apps.some(servesNetboot)) return []
    return cluster.nodes.flatMap(({ boot, name }, index): Finding[] => {
      if (boot !== 'netboot') return []
      return [
        {
          rule: 'netboot-without-server',
          severity: 'warning',
          object: ownObject('Cluster', cluster.name),
          path: `nodes[${index}].boot`,
          message: `node "${name}" boots from the network, but no app of this cluster serves it, so something else must`,
          remedy: 'add an app that does, such as PiNetboot, or boot from a disk',
        },
      ]
    })
  },
}

/** By the role that an app plays, whatever its name. */
function servesNetboot(app: App): boolean {
  return (app as Partial<NetbootServer>).servesNetboot === true
}
