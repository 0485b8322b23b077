import { isRecord } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import type { Check } from '../model/rendering.ts'
import { containersOf } from '../pods/containers-of.ts'
import { workloadsOnPis } from './pi-nodes.ts'

const probeTight = defineRule('probe-tight', 'warning', {
  title: 'a liveness probe restarts the container after three misses, or fewer, of one second',
  why: 'A Raspberry Pi under load is slower than that, and a restart makes the load worse.',
  remedy: 'set timeoutSeconds to 5 and failureThreshold to 6, or leave the liveness probe out',
})

/**
 * Liveness probes that a Raspberry Pi under load fails: one second to answer, and a restart after three misses or fewer.
 * Those are Kubernetes' defaults, and a restart makes the load worse.
 */
export const tightProbesCheck: Check = {
  rules: [probeTight],
  run(rendering) {
    return workloadsOnPis(rendering).flatMap(({ ref, template, from }) =>
      containersOf(template).flatMap(({ container, path }) => {
        const probe = container.livenessProbe
        if (!isRecord(probe) || from === 'release') return []
        const timeout = Number(probe.timeoutSeconds ?? 1)
        const misses = Number(probe.failureThreshold ?? 3)
        if (timeout > 1 || misses > 3) return []
        const message = `it restarts the container after ${misses} answers slower than ${timeout} s; a Raspberry Pi under load is slower than that`
        return probeTight.finding(ref, `${path}.livenessProbe`, message)
      }),
    )
  },
}
