import type { CapacityPlan, PlannedWorkload } from '../../plan/capacity-plan.ts'
import { compareText } from '../../text/compare-text.ts'

/** Pods of one workload on one node. */
export interface PodsOnNode {
  readonly workload: PlannedWorkload
  readonly pods: number
  readonly cpuMillis: number
  readonly memoryBytes: number
}

/** What keeps running on `node`, the hungriest for memory first. Jobs come and go and are left out. */
export function podsOnNode(plan: CapacityPlan, node: string): PodsOnNode[] {
  return plan.workloads
    .filter(({ workloadType }) => workloadType !== 'completes')
    .map((workload) => {
      const pods = workload.assigned.filter((home) => home === node).length
      const { cpuMillis, memoryBytes } = workload.request
      return { workload, pods, cpuMillis: pods * cpuMillis, memoryBytes: pods * memoryBytes }
    })
    .filter(({ pods }) => pods > 0)
    .sort(
      (a, b) =>
        b.memoryBytes - a.memoryBytes ||
        b.cpuMillis - a.cpuMillis ||
        compareText(a.workload.ref.name, b.workload.ref.name),
    )
}

/** A part of a node's load that belongs to one app. */
export interface AppShare {
  readonly app: string
  readonly cpuMillis: number
  readonly memoryBytes: number
}

/** Loads of a node by app, in order of first appearance. */
export function sharesByApp(pods: readonly PodsOnNode[]): AppShare[] {
  const shares = new Map<string, { cpuMillis: number; memoryBytes: number }>()
  for (const { workload, cpuMillis, memoryBytes } of pods) {
    const share = shares.get(workload.app) ?? { cpuMillis: 0, memoryBytes: 0 }
    shares.set(workload.app, { cpuMillis: share.cpuMillis + cpuMillis, memoryBytes: share.memoryBytes + memoryBytes })
  }
  return [...shares].map(([app, share]) => ({ app, ...share }))
}
