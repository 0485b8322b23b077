import type { KubeObject } from '../api/kube-object.ts'
import { simulatedLabel } from '../nodes/node-objects.ts'

/**
 * Marks a Node object as the one that a real kubelet answers for. Labels and taints stay; addresses, capacity,
 * operating system and CPU architecture become those of this machine.
 */
export function asRealNode(node: KubeObject): KubeObject {
  const { status: _, ...rest } = node
  const labels = { ...node.metadata.labels, [simulatedLabel]: 'false' }
  return { ...rest, metadata: { ...node.metadata, labels } }
}

/** Splits the nodes of a request into the real one and those that kwok answers for. */
export function splitNodes(nodes: readonly KubeObject[]): {
  readonly real: KubeObject
  readonly simulated: KubeObject[]
} {
  const isReal = (node: KubeObject) => node.metadata.labels?.[simulatedLabel] === 'false'
  const [real, ...others] = nodes.filter(isReal)
  if (!real || others.length > 0) {
    const given = nodes.filter(isReal).map(({ metadata }) => metadata.name)
    throw new Error(
      `${given.length} nodes are marked as real${given.length > 0 ? ` (${given.join(', ')})` : ''}; the node provider runs exactly one: pass one of them through asRealNode()`,
    )
  }
  return { real, simulated: nodes.filter((node) => !isReal(node)) }
}
