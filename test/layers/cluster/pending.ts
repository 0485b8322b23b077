import { describeObject } from '@ainur/constructs'
import type { CapacityPlan } from '@ainur/render'
import type { WorkloadPlacement } from '../../src/wait/placement.ts'

/** Workload -> how many of its pods the scheduler refused. */
export function pendingIn(placement: ReadonlyMap<string, WorkloadPlacement>): Record<string, number> {
  const entries = [...placement].map(([name, { unschedulable }]) => [name, unschedulable.length] as const)
  return Object.fromEntries(entries.filter(([, count]) => count > 0))
}

/** Workload -> how many of its pods the plan says will find no node. */
export function pendingOf(pending: CapacityPlan['pending']): Record<string, number> {
  return Object.fromEntries(pending.map(({ ref, pods }) => [describeObject(ref), pods]))
}
