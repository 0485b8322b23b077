import type { Cluster } from '@ainur/constructs'
import { nodeLabels } from '@ainur/constructs/node-labels'
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
