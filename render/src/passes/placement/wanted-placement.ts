import { type Architecture, type Cluster, capabilityLabel } from '@ainur/constructs'
import type { ImageLock } from '../../images/image-lock.ts'
import { architecturesOf, lockedImage } from '../../images/locked-image.ts'
import type { Requirement } from '../../plan/match-expression.ts'
import { containersOf } from '../../pods/containers-of.ts'
import type { Workload } from '../../pods/workload.ts'

export const archLabel = 'kubernetes.io/arch'

/** One thing that every node of a workload must fulfil, and who says so. */
export interface WantedRequirement {
  readonly requirement: Requirement
  readonly from: 'images' | 'policy'
  /** For findings: `image ghcr.io/… runs on linux/amd64 only`. */
  readonly because: string
}

export interface WantedPlacement {
  readonly requirements: readonly WantedRequirement[]
  readonly preferred: readonly Architecture[]
  /** What all its images run on, of all architectures there are. */
  readonly runsOn: readonly Architecture[]
  /** Preferred architectures that an image lacks. */
  readonly void: readonly Architecture[]
}

/**
 * What images and policies ask of a workload's nodes.
 *
 * Images speak only where they lack an architecture that the cluster has; a policy that its author wrote always does, so
 * that it still holds for a node that joins before the next rendering.
 */
export function wantedPlacement(workload: Workload, cluster: Cluster, lock: ImageLock): WantedPlacement {
  const images = containersOf(workload.template).flatMap(({ container }) => {
    const locked = lockedImage(lock, container.image)
    return locked ? [{ image: container.image, runsOn: architecturesOf(locked), platforms: locked.platforms }] : []
  })
  const runsOn = architecturesThatMatter(cluster).filter((architecture) =>
    images.every((image) => image.runsOn.includes(architecture)),
  )
  const requirements: WantedRequirement[] = []
  const lacking = cluster.architectures.filter((architecture) => !runsOn.includes(architecture))
  if (lacking.length > 0) {
    const culprits = images.filter((image) => lacking.some((architecture) => !image.runsOn.includes(architecture)))
    requirements.push({
      // `In` of nothing is no selector; that the label is missing holds for no node either.
      requirement:
        runsOn.length > 0
          ? { key: archLabel, operator: 'In', values: runsOn }
          : { key: archLabel, operator: 'DoesNotExist' },
      from: 'images',
      because: culprits
        .map(({ image, platforms }) => `${image} runs on ${platforms.join(', ') || 'nothing'}`)
        .join('; '),
    })
  }
  const preferred = new Set<Architecture>()
  for (const policy of workload.policies) {
    if (policy.type === 'only') {
      const requirement = { key: archLabel, operator: 'In', values: [policy.architecture] }
      requirements.push({ requirement, from: 'policy', because: `the policy ${policy.architecture}Only` })
    } else if (policy.type === 'on-nodes-with') {
      const requirement = { key: capabilityLabel(policy.capability), operator: 'In', values: ['true'] }
      requirements.push({ requirement, from: 'policy', because: `the policy onNodesWith('${policy.capability}')` })
    } else if (policy.type === 'prefer') {
      preferred.add(policy.architecture)
    }
  }
  const narrowed = combineArchitectures(requirements)
  return {
    requirements: narrowed,
    preferred: [...preferred].filter((architecture) => runsOn.includes(architecture)),
    runsOn,
    void: [...preferred].filter((architecture) => !runsOn.includes(architecture)),
  }
}

/** Those that a node may well have; 32-bit ARM only where a node has it. */
function architecturesThatMatter({ architectures }: Cluster): readonly Architecture[] {
  return [...new Set<Architecture>(['amd64', ...architectures, 'arm64'])].sort()
}

/** Drops what another requirement on the same label already says: `In [arm64]` makes `In [amd64, arm64]` idle. */
function combineArchitectures(wanted: readonly WantedRequirement[]): WantedRequirement[] {
  return wanted.filter(({ requirement }, index) => {
    const values = requirement.values ?? []
    return !wanted.some((other, position) => {
      if (position === index || other.requirement.key !== requirement.key) return false
      const others = other.requirement.values ?? []
      const implied = others.length > 0 && others.every((value) => values.includes(value))
      return implied && (others.length < values.length || position < index)
    })
  })
}
