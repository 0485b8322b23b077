import { isRecord } from '@ainur/constructs/is-record'
import type { ClusterState } from './cluster-state.ts'
import { matchesTerm } from './node-affinity.ts'
import type { SchedulingNode } from './scheduling-node.ts'
import type { SimulatedPod } from './simulated-pod.ts'
import { softSpreadCounts } from './topology-spread.ts'

/** What the scheduler assumes of a pod without requests, for scores only. */
const assumed = { cpuMillis: 100, memoryBytes: 200 * 1024 * 1024 }

/**
 * How much a pod would like a node: free capacity (0 to 100), then preferred node affinity and few pods of its own kind
 * on the node and in each domain that it spreads over, which weigh twice as much, as they do in the scheduler's default profile.
 */
export function scoreNode(pod: SimulatedPod, node: SchedulingNode, state: ClusterState): number {
  const load = state.load(node.name)
  const { allocatable } = node
  const free = (used: number, wanted: number, all: number) => (all > 0 ? Math.max(0, (all - used - wanted) / all) : 0)
  const cpu = free(load.cpuMillis, pod.request.cpuMillis || assumed.cpuMillis, allocatable.cpuMillis)
  const memory = free(load.memoryBytes, pod.request.memoryBytes || assumed.memoryBytes, allocatable.memoryBytes)
  const siblings = state.siblings(pod.workload, node.name)
  const neighbours = softSpreadCounts(pod, node, state).reduce((sum, count) => sum + 200 / (1 + count), 0)
  return 50 * (cpu + memory) + 2 * preference(pod, node) + 200 / (1 + siblings) + neighbours
}

function preference({ spec }: SimulatedPod, node: SchedulingNode): number {
  const nodeAffinity = isRecord(spec.affinity) ? spec.affinity.nodeAffinity : undefined
  const terms = isRecord(nodeAffinity) ? nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution : undefined
  if (!Array.isArray(terms)) return 0
  return terms
    .filter((term) => isRecord(term) && isRecord(term.preference) && matchesTerm(term.preference, node))
    .reduce((sum: number, term) => sum + Number(term.weight ?? 0), 0)
}
