import { type Architecture, type AskedOfNodes, askedOfNodes, type Cluster } from '@ainur/constructs'
import type { ImageLock } from '../../images/image-lock.ts'
import { architecturesOf, lockedImage } from '../../images/locked-image.ts'
import { matchesRequirement, type Requirement } from '../../plan/match-expression.ts'
import type { SchedulingNode } from '../../plan/scheduling-node.ts'
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
  readonly preferred: readonly AskedOfNodes[]
  /** What all its images run on, of all architectures there are. */
  readonly runsOn: readonly Architecture[]
  /** Preferences that no node can fulfil: an image lacks the architecture, or nobody has the capability. */
  readonly void: readonly AskedOfNodes[]
}

/**
 * What images and policies ask of a workload's nodes.
 *
 * Images speak only where they lack an architecture that the cluster has; a policy that its author wrote always does, so
 * that it still holds for a node that joins before the next rendering.
 */
export function wantedPlacement(
  workload: Workload,
  cluster: Cluster,
  lock: ImageLock,
  nodes: readonly SchedulingNode[],
): WantedPlacement {
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
      // `In` without values is not a legal selector; that the label is missing is true of no node either.
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
  const asked = workload.policies.flatMap(askedOfNodes)
  for (const { requirement, required, policy } of asked) {
    if (required) requirements.push({ requirement, from: 'policy', because: `the policy ${policy}` })
  }
  const preferred = [...new Map(asked.filter(({ required }) => !required).map((each) => [each.policy, each])).values()]
  const isVoid = ({ requirement }: AskedOfNodes) =>
    requirement.key === archLabel
      ? !runsOn.some((architecture) => requirement.values?.includes(architecture))
      : !nodes.some((node) => matchesRequirement(requirement, node.labels))
  return {
    requirements: combineArchitectures(requirements),
    preferred: preferred.filter((each) => !isVoid(each)),
    runsOn,
    void: preferred.filter(isVoid),
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
