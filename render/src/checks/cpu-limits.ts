import { defineRule } from '@ainur/constructs/finding'
import { quantityMillis } from '@ainur/constructs/quantity'
import type { Check } from '../model/rendering.ts'
import { containersOf } from '../pods/containers-of.ts'
import { workloadsOnPis } from './pi-nodes.ts'

const cpuLimitThrottles = defineRule('cpu-limit-throttles', 'warning', {
  title: 'a CPU limit is below one core',
  why: 'The kernel stops the container for part of every 100 ms, even on an idle Raspberry Pi.',
  remedy: 'leave the CPU limit out; the request already shares a busy core fairly',
})

/** Below one core, a limit stops even a single thread for part of every 100 ms. */
const wholeCore = 1000

/** CPU limits that stop a container although its node is idle. Jobs may be slow: they are not looked at. */
export const cpuLimitsCheck: Check = {
  rules: [cpuLimitThrottles],
  run(rendering) {
    return workloadsOnPis(rendering).flatMap(({ ref, template }) => {
      if (template.workloadType === 'completes') return []
      return containersOf(template).flatMap(({ container, path, list }) => {
        const limit = container.resources?.limits?.cpu
        const millis = limit === undefined ? undefined : quantityMillis(limit)
        const startsOnly = list === 'initContainers' && container.restartPolicy !== 'Always'
        if (millis === undefined || millis >= wholeCore || startsOnly) return []
        const message = `"${limit}" stops the container after ${millis / 10} of every 100 ms, even on an idle Raspberry Pi`
        return cpuLimitThrottles.finding(ref, `${path}.resources.limits.cpu`, message)
      })
    })
  },
}
