import type { ClusterNode } from '@ainur/constructs'
import type { FinishedRendering } from '../model/rendering.ts'
import { nodesOf } from '../plan/nodes-of.ts'
import { placementExclusion } from '../plan/scheduling.ts'
import { type Workload, workloadsOf } from '../pods/workload.ts'

/** A workload together with the nodes that it may run on. */
export interface PlacedWorkload extends Workload {
  readonly nodes: readonly ClusterNode[]
}

/** Workloads of the tree and its releases that may run on a Raspberry Pi. */
export function workloadsOnPis(rendering: FinishedRendering): PlacedWorkload[] {
  return placedWorkloads(rendering).filter(({ nodes }) => nodes.some(({ hardware }) => hardware.raspberryPi))
}

const placed = new WeakMap<FinishedRendering, readonly PlacedWorkload[]>()

/** All workloads of the tree and its releases; worked out once, since nobody changes a finished rendering. */
export function placedWorkloads(rendering: FinishedRendering): readonly PlacedWorkload[] {
  const known = placed.get(rendering) ?? placeWorkloads(rendering)
  placed.set(rendering, known)
  return known
}

function placeWorkloads(rendering: FinishedRendering): PlacedWorkload[] {
  const scheduling = nodesOf(rendering.cluster)
  return workloadsOf(rendering).map((workload) => ({
    ...workload,
    nodes: rendering.cluster.nodes.filter((_, index) => {
      const node = scheduling[index]
      return node && !placementExclusion(workload.template.spec, node, workload.template.workloadType)
    }),
  }))
}
