import { distributionOf, isEarlyNamespace } from '@ainur/constructs'
import type { Pass } from '../model/rendering.ts'
import {
  enforceLabel,
  type PodSecurityLevel,
  podSecurityLevel,
  podSecurityLevels,
  podSecurityViolations,
} from '../pods/pod-security-level.ts'
import { namespacesWithUnknownPods } from '../pods/unknown-pods.ts'
import { workloadsOf } from '../pods/workload.ts'

/**
 * Labels every Namespace of the tree with the strictest Pod Security level that its pods allow, those of releases
 * included. A namespace without pods gets `restricted`; one with pods of which nothing is known gets none that could keep
 * them from starting. A level that an author wrote stays.
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
    const unknown = namespacesWithUnknownPods(rendering)
    const distribution = distributionOf(rendering.cluster.kubernetes.distribution)
    const version = `v${rendering.cluster.kubernetes.minor}`
    for (const { object } of rendering.objects) {
      if (object.apiVersion !== 'v1' || object.kind !== 'Namespace') continue
      const { name, labels: own = {} } = object.metadata
      const open = unknown.has(name) || isEarlyNamespace(name, distribution)
      const level = own[enforceLabel] ?? levels.get(name) ?? 'restricted'
      // `privileged` keeps no pod from starting.
      if (open && own[enforceLabel] === undefined && level !== 'privileged') continue
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
