import type { Cluster } from '@ainur/constructs'
import type { CapacityPlan, PendingPods, PlannedWorkload } from '../../plan/capacity-plan.ts'

/** What the death of a node, or of all nodes of a failure domain, means to the people who use the cluster. */
export interface NodeDeath {
  /** `manwe`, or `host pve1`. */
  readonly what: string
  readonly nodes: readonly string[]
  /** `lost`: too few servers are left to answer for the cluster, so nothing is moved until one is back. */
  readonly api: 'untouched' | 'survives' | 'lost'
  /** Workloads whose only pods ran there: away until they have started elsewhere. */
  readonly moving: readonly PlannedWorkload[]
  /** Workloads that lose some of their pods and keep working. */
  readonly thinned: readonly PlannedWorkload[]
  /**
   * StatefulSets with a pod there: it is not made anew while the dead node is still registered, because nobody can know
   * that it does not run on.
   * @see https://kubernetes.io/docs/tasks/run-application/force-delete-stateful-set-pod/
   */
  readonly held: readonly PlannedWorkload[]
  /** Pods that then find no node. */
  readonly pending: readonly PendingPods[]
}

/** What happens if one node dies, for each, by the plan and by the number of servers. */
export function nodeDeaths(cluster: Cluster, plan: CapacityPlan): NodeDeath[] {
  return plan.ifNodeDies.map(({ node, pending }) => death(cluster, plan, { what: node, nodes: [node], pending }))
}

/** The same for each failure domain of several nodes. */
export function domainDeaths(cluster: Cluster, plan: CapacityPlan): NodeDeath[] {
  return plan.ifDomainDies.map(({ kind, name, nodes, pending }) =>
    death(cluster, plan, { what: `${kind} ${name}`, nodes, pending }),
  )
}

function death(
  cluster: Cluster,
  plan: CapacityPlan,
  { what, nodes, pending }: Pick<NodeDeath, 'what' | 'nodes' | 'pending'>,
): NodeDeath {
  const gone = (home: string) => nodes.includes(home)
  const hit = plan.workloads.filter(
    ({ workloadType, assigned }) => workloadType === 'replicated' && assigned.some(gone),
  )
  const stuck = new Set(pending.map(({ ref }) => keyOf(ref)))
  const isHeld = ({ ref }: PlannedWorkload) => ref.kind === 'StatefulSet'
  const placed = hit.filter(({ ref }) => !stuck.has(keyOf(ref)))
  const onlyThere = (workload: PlannedWorkload) => workload.assigned.every(gone)
  return {
    what,
    nodes,
    api: apiWithout(cluster, nodes),
    moving: placed.filter((workload) => !isHeld(workload) && onlyThere(workload)),
    thinned: placed.filter((workload) => !isHeld(workload) && !onlyThere(workload)),
    held: placed.filter(isHeld),
    pending,
  }
}

/** etcd answers while more than half of its members live; a single server is its own majority. */
function apiWithout({ nodes }: Cluster, dead: readonly string[]): NodeDeath['api'] {
  const servers = nodes.filter(({ role }) => role === 'server')
  const left = servers.filter(({ name }) => !dead.includes(name))
  if (left.length === servers.length) return 'untouched'
  return left.length > servers.length / 2 ? 'survives' : 'lost'
}

function keyOf({ kind, namespace, name }: { kind: string; namespace?: string; name: string }): string {
  return `${kind} ${namespace ?? ''}/${name}`
}
