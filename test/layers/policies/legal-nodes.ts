import type { Architecture, PlacementPolicy } from '@ainur/constructs'
import type { NodeRequirement, PolicyCase, WorldNode } from './case.ts'

/**
 * Which nodes may run a case's pods, from first principles: written without a look at the renderer, whose answer it
 * judges. Returns positions in `nodes`.
 */
export function legalNodes(one: PolicyCase, nodes: readonly WorldNode[]): number[] {
  return nodes.flatMap((node, index) => (isLegal(one, node) ? [index] : []))
}

/** Whether every image of a case runs on an architecture. */
export function runsOn({ containers, initContainers }: PolicyCase, architecture: Architecture): boolean {
  return [...containers, ...initContainers].every((platforms) => platforms.includes(architecture))
}

function isLegal(one: PolicyCase, node: WorldNode): boolean {
  return (
    runsOn(one, node.architecture) &&
    inForce([...one.outer, ...one.inner]).every((policy) => allows(policy, node)) &&
    Object.entries(one.nodeSelector).every(([key, value]) => labelsOf(node)[key] === value) &&
    (one.requiredTerms.length === 0 ||
      one.requiredTerms.some((term) => term.every((r) => fulfils(r, labelsOf(node))))) &&
    node.taints.every(({ key, effect }) => effect === 'PreferNoSchedule' || one.tolerated.includes(key))
  )
}

/** `everywhere` takes back what was said before it. */
function inForce(policies: readonly PlacementPolicy[]): readonly PlacementPolicy[] {
  return policies.slice(policies.map(({ type }) => type).lastIndexOf('everywhere') + 1)
}

function allows(policy: PlacementPolicy, { architecture, capabilities }: WorldNode): boolean {
  if (policy.type === 'only') return policy.architecture === architecture
  if (policy.type === 'not-on-nodes-with') return !capabilities.includes(policy.capability)
  return policy.type !== 'on-nodes-with' || capabilities.includes(policy.capability)
}

function labelsOf({ architecture, capabilities, labels }: WorldNode): Record<string, string> {
  const words = capabilities.map((word) => [`ainur.tools/${word}`, 'true'])
  return { ...labels, ...Object.fromEntries(words), 'kubernetes.io/arch': architecture }
}

function fulfils({ key, operator, values = [] }: NodeRequirement, labels: Record<string, string>): boolean {
  const value = labels[key]
  if (operator === 'Exists') return value !== undefined
  if (operator === 'DoesNotExist') return value === undefined
  return (value !== undefined && values.includes(value)) === (operator === 'In')
}
