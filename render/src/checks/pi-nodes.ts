import type { ClusterNode } from '@ainur/constructs'
import type { Rendering } from '../model/rendering.ts'
import { nodesOf } from '../plan/nodes-of.ts'
import { placementExclusion } from '../plan/scheduling.ts'
import { type Workload, workloadsOf } from '../pods/workload.ts'

/** A workload together with the nodes that it may run on. */
export interface PlacedWorkload extends Workload {
  readonly nodes: readonly ClusterNode[]
}

/** Workloads of the tree and its releases that may run on a Raspberry Pi. */
export function workloadsOnPis(rendering: Rendering): PlacedWorkload[] {
  return placedWorkloads(rendering).filter(({ nodes }) => nodes.some(({ hardware }) => hardware.raspberryPi))
}

/** All workloads of the tree and its releases. */
export function placedWorkloads(rendering: Rendering): PlacedWorkload[] {
  const scheduling = nodesOf(rendering.cluster)
  return workloadsOf(rendering).map((workload) => ({
    ...workload,
    nodes: rendering.cluster.nodes.filter((_, index) => {
      const node = scheduling[index]
      return node && !placementExclusion(workload.template.spec, node, workload.template.workloadType)
    }),
  }))
}
