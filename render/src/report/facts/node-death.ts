import type { Cluster } from '@ainur/constructs'
import type { CapacityPlan, PendingPods, PlannedWorkload } from '../../plan/capacity-plan.ts'

/** What the death of one node means to the people who use the cluster. */
export interface NodeDeath {
  readonly node: string
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

/** What happens if `node` dies, by the plan and by the number of servers. */
export function nodeDeath(cluster: Cluster, plan: CapacityPlan, node: string): NodeDeath {
  const hit = plan.workloads.filter(
    ({ workloadType, assigned }) => workloadType === 'replicated' && assigned.some((home) => home === node),
  )
  const pending = plan.ifNodeDies.find((entry) => entry.node === node)?.pending ?? []
  const stuck = new Set(pending.map(({ ref }) => keyOf(ref)))
  const isHeld = ({ ref }: PlannedWorkload) => ref.kind === 'StatefulSet'
  const placed = hit.filter(({ ref }) => !stuck.has(keyOf(ref)))
  const onlyThere = (workload: PlannedWorkload) => workload.assigned.every((home) => home === node)
  return {
    node,
    api: apiWithout(cluster, node),
    moving: placed.filter((workload) => !isHeld(workload) && onlyThere(workload)),
    thinned: placed.filter((workload) => !isHeld(workload) && !onlyThere(workload)),
    held: placed.filter(isHeld),
    pending,
  }
}

/** etcd answers while more than half of its members live; a single server is its own majority. */
function apiWithout({ nodes }: Cluster, dead: string): NodeDeath['api'] {
  const servers = nodes.filter(({ role }) => role === 'server')
  if (!servers.some(({ name }) => name === dead)) return 'untouched'
  return servers.length - 1 > servers.length / 2 ? 'survives' : 'lost'
}

function keyOf({ kind, namespace, name }: { kind: string; namespace?: string; name: string }): string {
  return `${kind} ${namespace ?? ''}/${name}`
}
