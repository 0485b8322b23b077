import { describeObject, type Finding, type ObjectRef, ownObject } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import type { Check } from '../model/rendering.ts'
import type { PendingPods } from '../plan/capacity-plan.ts'
import { describeExclusions } from '../plan/describe-exclusions.ts'
import { lostTogether } from '../plan/lost-together.ts'
import { planCapacity } from '../plan/plan-capacity.ts'
import type { Exclusion } from '../plan/scheduling.ts'
import { counted } from '../text/amounts.ts'

const capacityNodeLoss = defineRule('capacity-node-loss', 'warning', {
  title: 'pods would stay pending without one of the nodes; the message names them',
  why: 'When that node dies, or is restarted for an update, they are down.',
  remedy: 'accept it for what may wait; else lower requests, let the pods run on other nodes, or add one',
})

const capacityDomainLoss = defineRule('capacity-domain-loss', 'warning', {
  title:
    'pods would stay pending without a host, switch or the like that several nodes depend on, though each of these alone would do no harm',
  why: 'When it dies, all nodes that depend on it go at once, and these pods with them.',
  remedy: 'Accept it for what may wait; else lower requests, or move a node to another one.',
})

const capacityExceeded = defineRule('capacity-exceeded', 'error', {
  title: 'pods fit nowhere although all nodes are alive; told once where it concerns more than three workloads',
  why: 'They stay pending.',
  remedy: 'Lower the requests, or add a node.',
})

/** Constraints that hold however empty the nodes are; the placement pass reports pods that only these keep out. */
const standing = new Set<Exclusion['constraint']>(['nodeName', 'unschedulable', 'taint', 'node-affinity'])

/** All pods fit on the nodes by what they request, and still do when any one node is dead, or any failure domain. */
export const capacityCheck: Check = {
  rules: [capacityNodeLoss, capacityDomainLoss, capacityExceeded],
  run(rendering) {
    const plan = planCapacity(rendering)
    const cluster = ownObject('Cluster', rendering.cluster.name)
    const now = exceeded(
      plan.pending.filter(({ reasons }) => reasons.some(({ constraint }) => !standing.has(constraint))),
      cluster,
    )
    const later = plan.ifNodeDies.flatMap(({ node, pending }, index) => {
      // The owner of a single node knows what happens without it.
      if (pending.length === 0 || plan.ifNodeDies.length === 1) return []
      const lost = pending.map((entry) => inShort(entry, [node]))
      const message = `without ${node} these would stay pending until it is back: ${lost.join('; ')}`
      return capacityNodeLoss.finding(cluster, `nodes[${index}]`, message)
    })
    const together = plan.ifDomainDies.flatMap((domain) => {
      const { kind, name, nodes } = domain
      const lost = lostTogether(plan, domain)
      // The owner whose nodes all depend on one thing knows what happens without it.
      if (lost.length === 0 || nodes.length === rendering.cluster.nodes.length) return []
      const message = `if ${kind} ${name} dies, ${joinedNames(nodes)} go with it, and these would stay pending until it is back: ${lost.map((entry) => inShort(entry, nodes)).join('; ')}`
      const remedy = `accept it for what may wait; else lower requests, or move a node to another ${kind}`
      return capacityDomainLoss.finding(cluster, 'nodes', message, remedy)
    })
    return [...now, ...later, ...together]
  },
}

/** So many workloads are listed; where there are more, the cluster is too small rather than a workload too large. */
const toldAlone = 3

function exceeded(pending: readonly PendingPods[], cluster: ObjectRef): Finding[] {
  const finding = (object: ObjectRef, path: string, message: string, remedy: string) =>
    capacityExceeded.finding(object, path, message, remedy)
  if (pending.length <= toldAlone) {
    return pending.map((entry) =>
      finding(
        entry.ref,
        '',
        `${counted(entry.pods, 'pod')} of it would stay pending: ${reasonsOf(entry)}`,
        'lower what it or its neighbours request, loosen the constraint named, or add a node',
      ),
    )
  }
  const message = `${pending.length} workloads find too little room, and these would stay pending: ${pending.map((entry) => inShort(entry)).join('; ')}`
  return [finding(cluster, 'nodes', message, 'add a node or a larger one, leave apps out, or lower what pods request')]
}

function joinedNames(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function inShort(entry: PendingPods, dead?: readonly string[]): string {
  return `${counted(entry.pods, 'pod')} of ${describeObject(entry.ref)} (${reasonsOf(entry, dead)})`
}

function reasonsOf({ reasons }: PendingPods, dead: readonly string[] = []): string {
  return describeExclusions(reasons.length > dead.length ? reasons.filter(({ node }) => !dead.includes(node)) : reasons)
}
