import { privilegedBecause } from '@ainur/constructs'
import type { Check } from '../model/rendering.ts'
import {
  enforceLabel,
  type PodSecurityLevel,
  type PodSecurityViolation,
  podSecurityLevel,
  podSecurityLevels,
  podSecurityViolations,
} from '../pods/pod-security-level.ts'
import { type Workload, workloadsOf } from '../pods/workload.ts'
import { findingAbout } from './finding-about.ts'

/**
 * Namespaces admit the pods that they hold; privileged containers say why they are; pods that could be restricted with a
 * few lines are pointed out.
 */
export const podSecurityCheck: Check = {
  id: 'pod-security',
  run(rendering) {
    const enforced = new Map(
      rendering.objects
        .filter(({ object }) => object.apiVersion === 'v1' && object.kind === 'Namespace')
        .map(({ object: { metadata } }) => [metadata.name, metadata.labels?.[enforceLabel]] as const),
    )
    return workloadsOf(rendering).flatMap((workload) => {
      const violations = podSecurityViolations(workload.template)
      const level = enforced.get(workload.ref.namespace ?? '')
      return [
        ...(isLevel(level) ? refused(workload, violations, level) : []),
        ...(workload.from === 'tree' ? undeclared(workload) : []),
        // In a namespace that must admit more anyway, nothing is gained.
        ...(workload.from === 'tree' && level === 'baseline' ? soft(workload, violations) : []),
      ]
    })
  },
}

function refused({ ref, template }: Workload, violations: readonly PodSecurityViolation[], level: PodSecurityLevel) {
  const allowed = podSecurityLevels.indexOf(level)
  const broken = violations.filter(({ allows }) => podSecurityLevels.indexOf(allows) < allowed)
  if (broken.length === 0) return []
  const list = broken.map(({ path, detail }) => `${path}: ${detail}`).join('; ')
  return [
    findingAbout(
      ref,
      'pod-security-violated',
      'error',
      template.path,
      `namespace ${ref.namespace} enforces "${level}", which refuses its pods (${list})`,
      `harden the pod, or let the level be computed: leave the label ${enforceLabel} out`,
    ),
  ]
}

function undeclared({ ref, template, object }: Workload) {
  const containers = [...(template.spec.initContainers ?? []), ...template.spec.containers]
    .filter(({ securityContext }) => securityContext?.privileged === true)
    .map(({ name }) => name)
  if (template.edit !== 'pod-spec' || containers.length === 0) return []
  if (object?.metadata.annotations?.[privilegedBecause]) return []
  return [
    findingAbout(
      ref,
      'privilege-undeclared',
      'warning',
      template.path,
      `privileged without a reason: ${containers.join(', ')}; such a container owns its node`,
      `add only the capabilities and devices that it needs, or annotate it with ${privilegedBecause}: <one sentence>`,
    ),
  ]
}

/** Worth a hint only where nothing but habit stands between a pod and `restricted`. */
function soft({ ref, template }: Workload, violations: readonly PodSecurityViolation[]) {
  if (template.edit !== 'pod-spec' || podSecurityLevel(violations) !== 'baseline') return []
  const details = [...new Set(violations.map(({ detail }) => detail))].join(', ')
  return [
    findingAbout(
      ref,
      'pod-not-restricted',
      'info',
      template.path,
      `its pods keep namespace ${ref.namespace} from the level "restricted": ${details}`,
      'set them in its security contexts, if the image can run that way',
    ),
  ]
}

function isLevel(level: string | undefined): level is PodSecurityLevel {
  return podSecurityLevels.some((known) => known === level)
}
