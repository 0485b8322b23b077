import { describeObject } from '@ainur/constructs/finding'
import type { ClusterState } from './cluster-state.ts'
import type { Exclusion } from './scheduling.ts'
import type { SchedulingNode } from './scheduling-node.ts'
import { scoreNode } from './score-node.ts'
import type { SimulatedPod } from './simulated-pod.ts'

/** A pod that found no node, and why each did not take it. */
export interface Unplaced {
  readonly pod: SimulatedPod
  readonly reasons: readonly Exclusion[]
}

/** Places pods one after another, each on the legal node with the best score; the first by name among equals. */
export function placeAll(state: ClusterState, pods: readonly SimulatedPod[]): Unplaced[] {
  const unplaced: Unplaced[] = []
  for (const pod of pods) {
    const reasons: Exclusion[] = []
    let best: { readonly node: SchedulingNode; readonly score: number } | undefined
    for (const node of state.nodes) {
      const exclusion = state.exclusion(pod, node)
      if (exclusion) {
        reasons.push(exclusion)
        continue
      }
      const score = scoreNode(pod, node, state)
      if (!best || score > best.score || (score === best.score && node.name < best.node.name)) best = { node, score }
    }
    if (best) state.place(pod, best.node.name)
    else unplaced.push({ pod, reasons })
  }
  return unplaced
}

/** The largest memory request first, since memory is what a small board runs out of; then CPU, then by name. */
export function bySize(left: SimulatedPod, right: SimulatedPod): number {
  const [a, b] = [left.request, right.request]
  if (a.memoryBytes !== b.memoryBytes) return b.memoryBytes - a.memoryBytes
  if (a.cpuMillis !== b.cpuMillis) return b.cpuMillis - a.cpuMillis
  const [x, y] = [describeObject(left.ref), describeObject(right.ref)]
  return x < y ? -1 : x > y ? 1 : 0
}
