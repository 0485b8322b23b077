import type { App, Finding, NetbootServer } from '@ainur/constructs'
import { defineRule, ownObject } from '@ainur/constructs/finding'
import type { Check } from '../model/rendering.ts'

const withoutServer = defineRule('netboot-without-server', 'warning', {
  title: 'a node boots from the network, and no app of the cluster serves it',
  why: 'The node starts only if something outside the cluster serves it.',
  remedy: 'add an app that serves it, or boot from a disk',
})

/** A node that boots from the network has something to boot from. */
export const netbootServerCheck: Check = {
  rules: [withoutServer],
  run({ apps, cluster }) {
    if (apps.some(servesNetboot)) return []
    return cluster.nodes.flatMap(({ boot, name }, index): Finding[] => {
      if (boot !== 'netboot') return []
      const message = `node "${name}" boots from the network, but no app of this cluster serves it, so something else must`
      return [withoutServer.finding(ownObject('Cluster', cluster.name), `nodes[${index}].boot`, message)]
    })
  },
}

/** Recognised by its property, whatever the app is called. */
function servesNetboot(app: App): boolean {
  return (app as Partial<NetbootServer>).servesNetboot === true
}
