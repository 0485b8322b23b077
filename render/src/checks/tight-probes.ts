import { isRecord } from '@ainur/constructs'
import type { Check } from '../model/rendering.ts'
import { containersOf } from '../pods/containers-of.ts'
import { findingAbout } from './finding-about.ts'
import { workloadsOnPis } from './pi-nodes.ts'

/**
 * Liveness probes that a Raspberry Pi under load fails: one second to answer, and a restart after three misses or fewer.
 * Those are Kubernetes' defaults, and a restart makes the load worse.
 */
export const tightProbesCheck: Check = {
  id: 'tight-probes',
  run(rendering) {
    return workloadsOnPis(rendering).flatMap(({ ref, template, from }) =>
      containersOf(template).flatMap(({ container, path }) => {
        const probe = container.livenessProbe
        if (!isRecord(probe) || from === 'release') return []
        const timeout = Number(probe.timeoutSeconds ?? 1)
        const misses = Number(probe.failureThreshold ?? 3)
        if (timeout > 1 || misses > 3) return []
        return [
          findingAbout(
            ref,
            'probe-tight',
            'warning',
            `${path}.livenessProbe`,
            `restarts the container after ${misses} answers slower than ${timeout} s; a Raspberry Pi under load is slower than that`,
            'set timeoutSeconds to 5 and failureThreshold to 6, or leave the liveness probe out',
          ),
        ]
      }),
    )
  },
}
