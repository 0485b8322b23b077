import { capabilityLabel } from '../cluster/node-labels.ts'
import type { PlacementPolicy } from './policy.ts'

/** One requirement on the labels of a node, as Kubernetes writes it. */
export interface NodeRequirement {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
  readonly values?: readonly string[]
}

/** What a policy asks of nodes. */
export interface AskedOfNodes {
  readonly requirement: NodeRequirement
  /** Whether pods stay pending where it does not hold. */
  readonly required: boolean
  /** The policy as its author wrote it: `onNodesWith('nvme')`. */
  readonly policy: string
}

/** What `policy` asks of a node; nothing of `everywhere`. */
export function askedOfNodes(policy: PlacementPolicy): AskedOfNodes[] {
  switch (policy.type) {
    case 'everywhere':
      return []
    case 'only':
      return [{ requirement: arch(policy.architecture), required: true, policy: `${policy.architecture}Only` }]
    case 'prefer': {
      const name = policy.architecture.charAt(0).toUpperCase() + policy.architecture.slice(1)
      return [{ requirement: arch(policy.architecture), required: false, policy: `prefer${name}` }]
    }
    case 'on-nodes-with':
      return [capable(policy.capability, true, 'onNodesWith')]
    case 'prefer-nodes-with':
      return [capable(policy.capability, false, 'preferNodesWith')]
    case 'not-on-nodes-with': {
      const requirement = { key: capabilityLabel(policy.capability), operator: 'DoesNotExist' } as const
      return [{ requirement, required: true, policy: `notOnNodesWith('${policy.capability}')` }]
    }
  }
}

function arch(architecture: string): NodeRequirement {
  return { key: 'kubernetes.io/arch', operator: 'In', values: [architecture] }
}

function capable(capability: string, required: boolean, name: string): AskedOfNodes {
  const requirement = { key: capabilityLabel(capability), operator: 'In', values: ['true'] } as const
  return { requirement, required, policy: `${name}('${capability}')` }
}

/** The weight of a preference: the highest there is, because spreading pods would outweigh a lower one. */
export const preferenceWeight = 100

/** The node affinity that carries out `policies`, for pods that only settings reach; undefined if they ask for nothing. */
export function nodeAffinityFor(policies: readonly PlacementPolicy[]): Record<string, unknown> | undefined {
  const asked = policies.flatMap(askedOfNodes)
  const required = asked.filter((each) => each.required).map(({ requirement }) => requirement)
  const preferred = asked.filter((each) => !each.required)
  if (asked.length === 0) return undefined
  return {
    ...(required.length > 0 && {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: required }] },
    }),
    ...(preferred.length > 0 && {
      preferredDuringSchedulingIgnoredDuringExecution: preferred.map(({ requirement }) => ({
        weight: preferenceWeight,
        preference: { matchExpressions: [requirement] },
      })),
    }),
  }
}
