import { describeObject } from '@ainur/constructs/finding'
import type { CapacityPlan, PendingPods } from './capacity-plan.ts'

/** What finds no place because all nodes of a domain die at once, while the death of one of them alone would do no harm. */
export function lostTogether(
  { ifNodeDies }: CapacityPlan,
  { nodes, pending }: CapacityPlan['ifDomainDies'][number],
): PendingPods[] {
  const alone = ifNodeDies.filter(({ node }) => nodes.includes(node)).flatMap((each) => each.pending)
  return pending.filter(
    ({ ref, pods }) => !alone.some((each) => describeObject(each.ref) === describeObject(ref) && each.pods >= pods),
  )
}
