import { defineRule } from '@ainur/constructs/finding'
import type { Check } from '../model/rendering.ts'
import { asMap } from '../model/shape.ts'
import { containersOf } from '../pods/containers-of.ts'
import { workloadsOnPis } from './pi-nodes.ts'

const memoryLimitMissing = defineRule('memory-limit-missing', 'warning', {
  title: 'a container that may run on a Raspberry Pi has no memory limit',
  why: 'Without swap one leak takes every pod of the node with it.',
  remedy: 'Set `resources.limits.memory`.',
})

/** Containers that may run on a Raspberry Pi have a memory limit: without swap one leak takes the whole node down. */
export const memoryLimitsCheck: Check = {
  rules: [memoryLimitMissing],
  run(rendering) {
    const releases = new Set(rendering.apps.flatMap((app) => app.releases.map(({ name }) => name)))
    return workloadsOnPis(rendering).flatMap(({ ref, template, from, release }) => {
      // Pods that a controller makes at run time have the limits that it gives them.
      if (from === 'release' && !releases.has(release ?? '')) return []
      if (template.edit === 'plan' || asMap(asMap(template.spec.resources).limits).memory) return []
      const unlimited = containersOf(template).filter(
        ({ container, list }) => list !== 'ephemeralContainers' && !container.resources?.limits?.memory,
      )
      const [first] = unlimited
      if (!first) return []
      const names = unlimited.map(({ container }) => container.name).join(', ')
      const message = `${names} may run on a Raspberry Pi and ${unlimited.length === 1 ? 'has' : 'have'} no memory limit; one leak there takes every pod of the node with it`
      const remedy = from === 'release' ? `set it in the values of release ${release}` : 'set resources.limits.memory'
      return memoryLimitMissing.finding(ref, `${first.path}.resources.limits.memory`, message, remedy)
    })
  },
}
