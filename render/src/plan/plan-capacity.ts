import { failureDomainsOf } from '@ainur/constructs/failure-domains'
import { groupBy } from '../model/group-by.ts'
import type { Rendering } from '../model/rendering.ts'
import { workloadsOf } from '../pods/workload.ts'
import type { CapacityPlan, NodeLoad, PendingPods, PlannedWorkload } from './capacity-plan.ts'
import { ClusterState } from './cluster-state.ts'
import { distributionWorkloads } from './distribution-workloads.ts'
import { namespaceLabels } from './namespace-labels.ts'
import { nodesOf } from './nodes-of.ts'
import { bySize, placeAll, type Unplaced } from './place-pods.ts'
import { podRequests } from './pod-requests.ts'
import { type Exclusion, placementExclusion } from './scheduling.ts'
import type { SchedulingNode } from './scheduling-node.ts'
import type { SimulatedPod } from './simulated-pod.ts'

const assumptions = [
  'Requests count, not what pods really use.',
  'Volumes tie no pod to a node: a ReadWriteOnce or local volume may do so in the cluster.',
  'Jobs are tried one at a time on top of everything that keeps running.',
  'A dead node stays registered; the controllers delete its pods, also those of StatefulSets.',
  'Pods that controllers make at run time are counted only where a release declares them.',
]

/**
 * Plans the load of every node, with all nodes alive, with each single one dead, and with each failure domain gone.
 *
 * DaemonSets are exact. Other pods are placed largest first, each on the node that the scheduler's main scores prefer
 * among those that its filters allow. When a node dies the others keep their pods and only its own look for a new place.
 */
export function planCapacity(rendering: Rendering): CapacityPlan {
  const nodes = nodesOf(rendering.cluster)
  const workloads = [...workloadsOf(rendering), ...distributionWorkloads(rendering)].filter(
    // A Plan visits its nodes one after another, and nobody knows whether an unknown resource makes pods.
    ({ template, from }) => from === 'release' || template.edit === 'pod-spec',
  )
  const pods = workloads.map(
    ({ ref, template }, workload): SimulatedPod => ({
      workload,
      ref,
      labels: template.labels,
      spec: template.spec,
      workloadType: template.workloadType,
      request: podRequests(template.spec),
    }),
  )
  const eligible = pods.map((pod) => nodes.filter((node) => !placementExclusion(pod.spec, node, pod.workloadType)))
  const replicas = workloads.map(({ template }, index) =>
    template.workloadType === 'per-node' ? (eligible[index]?.length ?? 0) : template.replicas,
  )
  const running = pods.filter(({ workloadType }) => workloadType === 'replicated').sort(bySize)
  const jobs = pods.filter(({ workloadType }) => workloadType === 'completes').sort(bySize)

  const state = new ClusterState(nodes, namespaceLabels(rendering))
  const unplaced = [
    ...placePerNode(state, pods, eligible),
    ...placeAll(
      state,
      running.flatMap((pod) => Array.from({ length: replicas[pod.workload] ?? 0 }, () => pod)),
    ),
  ]
  const jobPlaces = new Map<number, string[]>()
  unplaced.push(...tryJobs(state, jobs, replicas, jobPlaces))
  const pending = summarize(unplaced, workloads)
  const places = groupBy(state.placed, ({ pod }) => pod.workload)
  const alreadyPending = new Set(unplaced.map(({ pod }) => pod.workload))
  const without = (dead: readonly string[]) =>
    summarize(
      withoutNodes(state, dead, jobs, replicas).filter(({ pod }) => !alreadyPending.has(pod.workload)),
      workloads,
    )

  return {
    nodes: nodes.map((node) => loadOf(node, state)),
    workloads: workloads.map(({ ref, app, template }, index): PlannedWorkload => {
      const homes = (places.get(index) ?? []).map(({ node }) => node)
      return {
        ref,
        app,
        workloadType: template.workloadType,
        replicas: replicas[index] ?? 0,
        request: (pods[index] as SimulatedPod).request,
        eligibleNodes: (eligible[index] ?? []).map(({ name }) => name),
        assigned: [...homes, ...(jobPlaces.get(index) ?? [])].sort(),
      }
    }),
    pending,
    ifNodeDies: nodes.map(({ name }) => ({ node: name, pending: without([name]) })),
    ifDomainDies: failureDomainsOf(rendering.cluster.nodes).map((domain) => ({
      ...domain,
      pending: without(domain.nodes),
    })),
    assumptions,
  }
}

function placePerNode(
  state: ClusterState,
  pods: readonly SimulatedPod[],
  eligible: readonly (readonly SchedulingNode[])[],
): Unplaced[] {
  const unplaced: Unplaced[] = []
  for (const pod of pods) {
    if (pod.workloadType !== 'per-node') continue
    for (const node of eligible[pod.workload] ?? []) {
      const exclusion = state.exclusion(pod, node)
      if (exclusion) unplaced.push({ pod, reasons: [exclusion] })
      else state.place(pod, node.name)
    }
  }
  return unplaced
}

/** Places the pods of each Job on top of what runs, notes where, and takes them away again. */
function tryJobs(
  state: ClusterState,
  jobs: readonly SimulatedPod[],
  replicas: readonly number[],
  places?: Map<number, string[]>,
): Unplaced[] {
  const before = state.placed.length
  return jobs.flatMap((job) => {
    const unplaced = placeAll(
      state,
      Array.from({ length: replicas[job.workload] ?? 0 }, () => job),
    )
    places?.set(
      job.workload,
      state.placed.slice(before).map(({ node }) => node),
    )
    state.rollBack(before)
    return unplaced
  })
}

function withoutNodes(
  before: ClusterState,
  dead: readonly string[],
  jobs: readonly SimulatedPod[],
  replicas: readonly number[],
): Unplaced[] {
  const nodes = before.nodes.map((node) =>
    dead.includes(node.name)
      ? {
          ...node,
          unschedulable: true,
          taints: [...node.taints, { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' as const }],
        }
      : node,
  )
  const state = new ClusterState(nodes, before.namespaceLabels)
  const homeless: SimulatedPod[] = []
  const gone: Unplaced[] = []
  for (const { pod, node } of before.placed) {
    if (!dead.includes(node)) state.place(pod, node)
    else if (pod.ref.kind === 'Pod' && pod.ref.apiVersion === 'v1') gone.push({ pod, reasons: [noController(node)] })
    else if (pod.workloadType === 'replicated') homeless.push(pod)
  }
  return [...gone, ...placeAll(state, homeless.sort(bySize)), ...tryJobs(state, jobs, replicas)]
}

function noController(node: string): Exclusion {
  return { node, constraint: 'nodeName', detail: 'it ran there, and nothing makes a bare Pod again' }
}

function summarize(unplaced: readonly Unplaced[], workloads: readonly { readonly app: string }[]): PendingPods[] {
  return [...groupBy(unplaced, ({ pod }) => pod.workload)].map(([workload, entries]) => ({
    ref: (entries[0] as Unplaced).pod.ref,
    app: workloads[workload]?.app ?? '',
    pods: entries.length,
    // A DaemonSet has a reason per pod; the pods of anything else share theirs.
    reasons: [...new Map(entries.flatMap(({ reasons }) => reasons).map((reason) => [reason.node, reason])).values()],
  }))
}

function loadOf({ name, allocatable }: SchedulingNode, state: ClusterState): NodeLoad {
  const { cpuMillis, memoryBytes, ephemeralStorageBytes, pods } = state.load(name)
  return { name, cpuMillis, memoryBytes, ephemeralStorageBytes, pods, allocatable }
}
