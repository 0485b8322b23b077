import type { Cluster, ClusterNode } from '@ainur/constructs'
import type { SchedulingNode } from './scheduling-node.ts'

/** The nodes of a definition as the scheduler will see them. */
export function nodesOf(cluster: Cluster): SchedulingNode[] {
  return cluster.nodes.map((node) => ({
    name: node.name,
    architecture: node.hardware.architecture,
    labels: nodeLabels(node),
    taints: node.taints,
    allocatable: node.allocatable,
  }))
}

function nodeLabels(node: ClusterNode): Record<string, string> {
  return {
    'kubernetes.io/arch': node.hardware.architecture,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/hostname': node.name,
    ...(node.role === 'server' ? { 'node-role.kubernetes.io/control-plane': 'true' } : {}),
    ...Object.fromEntries(node.capabilities.map((capability) => [capabilityLabel(capability), 'true'])),
    ...node.labels,
  }
}

/** Label that a node with `capability` carries. */
export function capabilityLabel(capability: string): string {
  return `ainur.tools/${capability}`
}
