import type { KubeApi } from '../api/kube-api.ts'
import { describe, type KubeObject } from '../api/kube-object.ts'
import { eventsFor } from './events.ts'
import { until } from './until.ts'

/** Where the pods of one workload are. */
export interface WorkloadPlacement {
  /** Node of each scheduled pod, sorted. */
  readonly nodes: readonly string[]
  /** The scheduler's words for each pod that it could not place. */
  readonly unschedulable: readonly string[]
}

export interface PlacementOptions {
  /** @default 120000 */
  readonly timeoutMs?: number
  readonly guard?: () => void
}

const kinds = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['batch/v1', 'Job'],
] as const

/**
 * How long refusals must last, since the scheduler tries again within a second when a pod left or a claim was bound; and
 * how often they must be seen, since a busy machine slows down the scheduler too.
 */
const steadyMs = 4000
const steadyLooks = 30

/**
 * Waits until every workload has all its pods and the scheduler has decided about each of them: placed, or refused for
 * good, which means for four seconds, longer on a busy machine.
 * Workload (`Deployment dex/dex`) -> where its pods are. Pods that finished, as those of Jobs do, count as placed.
 */
export async function waitForPlacement(
  api: KubeApi,
  options: PlacementOptions = {},
): Promise<Map<string, WorkloadPlacement>> {
  const verdict = new SteadyVerdict()
  return until<Map<string, WorkloadPlacement>>(
    async () => {
      const [pods, ...workloads] = await Promise.all([
        api.list('v1', 'Pod'),
        ...kinds.map(([apiVersion, kind]) => api.list(apiVersion, kind)),
      ])
      const alive = (pods ?? []).filter(({ metadata }) => !metadata.deletionTimestamp)
      const all = workloads.flat()
      const undecided = all.flatMap((workload) => whyUndecided(workload, podsOf(workload, alive)) ?? [])
      if ((pods ?? []).length > alive.length) undecided.push('pods are being deleted')
      const placement = new Map(all.map((workload) => [describe(workload), placementOf(podsOf(workload, alive))]))
      const open = undecided.length > 0 ? undecided.join('; ') : verdict.whyUnsteady(placement)
      return open ? { state: open } : { done: placement }
    },
    { what: 'the scheduler to decide about every pod', report: () => eventsFor(api, 'Warning'), ...options },
  )
}

/** Remembers since when the same pods were refused. */
class SteadyVerdict {
  private refused = ''
  private since = 0
  private looks = 0

  whyUnsteady(placement: ReadonlyMap<string, WorkloadPlacement>): string | undefined {
    const refused = [...placement].filter(([, { unschedulable }]) => unschedulable.length > 0)
    if (refused.length === 0) return undefined
    const now = JSON.stringify(refused.map(([name, { unschedulable }]) => [name, unschedulable.length]))
    if (now !== this.refused) {
      this.refused = now
      this.since = performance.now()
      this.looks = 0
    }
    this.looks++
    const claims = refused.find(([, { unschedulable }]) => unschedulable.some((message) => message.includes('unbound')))
    if (claims) return `${claims[0]} waits for its PersistentVolumeClaims`
    const steady = performance.now() - this.since >= steadyMs && this.looks >= steadyLooks
    return steady ? undefined : `just refused: ${now}`
  }
}

function podsOf(workload: KubeObject, pods: readonly KubeObject[]): KubeObject[] {
  const labels: Record<string, string> = workload.spec.selector?.matchLabels ?? {}
  return pods.filter(
    ({ metadata }) =>
      metadata.namespace === workload.metadata.namespace &&
      Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value),
  )
}

function placementOf(pods: readonly KubeObject[]): WorkloadPlacement {
  const nodes = pods.flatMap(({ spec }) => (spec.nodeName ? [spec.nodeName as string] : [])).sort()
  return { nodes, unschedulable: pods.flatMap((pod) => refusal(pod) ?? []) }
}

function whyUndecided(workload: KubeObject, pods: readonly KubeObject[]): string | undefined {
  const name = describe(workload)
  const open = pods.filter((pod) => !pod.spec.nodeName && refusal(pod) === undefined)
  if (open.length > 0) return `${name}: ${open.length} pods wait for the scheduler`
  // A StatefulSet makes its next pod only when the one before is ready.
  if (workload.kind === 'StatefulSet' && pods.some((pod) => refusal(pod) !== undefined)) return undefined
  if (workload.kind === 'Job' && isFinished(workload)) return undefined
  const wanted = wantedPods(workload)
  if (wanted === undefined) return `${name}: its controller has not looked at it`
  return pods.length === wanted ? undefined : `${name}: ${pods.length} of ${wanted} pods exist`
}

function wantedPods({ kind, spec, status, metadata }: KubeObject): number | undefined {
  if (kind === 'DaemonSet') {
    return status?.observedGeneration === metadata.generation ? status.desiredNumberScheduled : undefined
  }
  return kind === 'Job' ? (spec.parallelism ?? 1) : (spec.replicas ?? 1)
}

function isFinished({ status }: KubeObject): boolean {
  return (status?.conditions ?? []).some(
    ({ type, status: value }: { type: string; status: string }) =>
      ['Complete', 'Failed'].includes(type) && value === 'True',
  )
}

function refusal({ status }: KubeObject): string | undefined {
  const condition = (status?.conditions ?? []).find((one: { type: string }) => one.type === 'PodScheduled')
  return condition?.status === 'False' && condition.reason === 'Unschedulable' ? condition.message : undefined
}
