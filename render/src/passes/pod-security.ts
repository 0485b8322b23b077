import type { Pass } from '../model/rendering.ts'
import {
  enforceLabel,
  type PodSecurityLevel,
  podSecurityLevel,
  podSecurityLevels,
  podSecurityViolations,
} from '../pods/pod-security-level.ts'
import { workloadsOf } from '../pods/workload.ts'

/**
 * Labels every Namespace of the tree with the strictest Pod Security level that its pods allow, those of releases
 * included. A namespace without pods gets `restricted`. A level that an author wrote stays.
 */
export const podSecurityPass: Pass = {
  id: 'pod-security',
  rules: [],
  run(rendering) {
    const levels = new Map<string, PodSecurityLevel>()
    for (const { ref, template } of workloadsOf(rendering)) {
      const level = podSecurityLevel(podSecurityViolations(template))
      const namespace = ref.namespace ?? ''
      levels.set(namespace, loosest(level, levels.get(namespace) ?? 'restricted'))
    }
    const version = `v${rendering.cluster.kubernetes.minor}`
    for (const { object } of rendering.objects) {
      if (object.apiVersion !== 'v1' || object.kind !== 'Namespace') continue
      const own = object.metadata.labels ?? {}
      const level = own[enforceLabel] ?? levels.get(object.metadata.name) ?? 'restricted'
      object.metadata.labels = {
        ...Object.fromEntries(
          ['enforce', 'audit', 'warn'].flatMap((mode) => [
            [`pod-security.kubernetes.io/${mode}`, level],
            [`pod-security.kubernetes.io/${mode}-version`, version],
          ]),
        ),
        ...own,
      }
    }
    return []
  },
}

function loosest(left: PodSecurityLevel, right: PodSecurityLevel): PodSecurityLevel {
  return podSecurityLevels[Math.min(podSecurityLevels.indexOf(left), podSecurityLevels.indexOf(right))] ?? 'privileged'
}
