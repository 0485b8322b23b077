import type { KubeObject } from '../api/kube-object.ts'
import { whyNotSettled } from '../argo-cd/application-state.ts'
import type { ProcessCluster } from '../process/process-cluster.ts'
import { whyNotReady } from '../wait/wait-for-nodes.ts'
import { refusedPods } from './refused-pods.ts'

/** What the table shows, as plain data. */
export interface ClusterView {
  readonly nodes: readonly NodeView[]
  readonly applications: readonly ApplicationView[]
  readonly pods: readonly PodView[]
}

export interface NodeView {
  readonly name: string
  readonly architecture: string
  readonly ready: boolean
  readonly pods: number
}

export interface ApplicationView {
  readonly name: string
  readonly wave: number
  readonly sync: string
  readonly health: string
  /** Why it is not settled; absent when it is. */
  readonly waiting?: string
}

export interface PodView {
  /** `namespace/name` */
  readonly name: string
  readonly node?: string
  readonly state: 'Running' | 'Pending' | 'Terminating' | 'Succeeded' | 'Failed'
  /** Bound to its node by a DaemonSet, so that it never moves. */
  readonly daemon: boolean
  /** Why the scheduler finds no node, or why the pod was not made at all. */
  readonly message?: string
}

/** Looks at a cluster once. Nodes are called what the definition calls their machines. */
export async function viewCluster(cluster: Pick<ProcessCluster, 'api' | 'machineOf'>): Promise<ClusterView> {
  const { api } = cluster
  const [nodes, pods, applications] = await Promise.all([
    api.list('v1', 'Node'),
    api.list('v1', 'Pod'),
    api.list('argoproj.io/v1alpha1', 'Application', { namespace: 'argocd' }),
  ])
  return {
    nodes: nodes.map((node) => ({
      name: cluster.machineOf(node.metadata.name),
      architecture: node.metadata.labels?.['kubernetes.io/arch'] ?? '',
      ready: whyNotReady(node) === undefined,
      pods: pods.filter((pod) => pod.spec.nodeName === node.metadata.name && isActive(pod)).length,
    })),
    applications: applications.map(viewApplication).sort((a, b) => a.wave - b.wave || (a.name < b.name ? -1 : 1)),
    pods: [...pods.map((pod) => viewPod(pod, (node) => cluster.machineOf(node))), ...(await refusedPods(api, pods))],
  }
}

/** What keeps a cluster from being healthy, one line each: Applications that are not settled, pods without a node. */
export function unhealthyParts({ applications, pods }: ClusterView): string[] {
  return [
    ...(applications.length === 0 ? ['there is no Application yet'] : []),
    ...applications.flatMap(({ waiting }) => waiting ?? []),
    ...pods
      .filter(({ state }) => state === 'Pending')
      .map(({ name, message }) => `${name} has no node: ${message ?? ''}`),
  ]
}

/** Whether no pod that can leave still runs on a dead node. */
export function isEvacuated({ nodes, pods }: ClusterView): boolean {
  const dead = new Set(nodes.filter(({ ready }) => !ready).map(({ name }) => name))
  return !pods.some(({ node, state, daemon }) => state === 'Running' && !daemon && node && dead.has(node))
}

function viewApplication(application: KubeObject): ApplicationView {
  const { metadata, status } = application
  return {
    name: metadata.name,
    wave: Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? Number.NEGATIVE_INFINITY),
    sync: status?.sync?.status || 'Unknown',
    health: status?.health?.status || 'Unknown',
    waiting: whyNotSettled(application),
  }
}

function viewPod({ metadata, spec, status }: KubeObject, machineOf: (node: string) => string): PodView {
  const refusal = (status?.conditions ?? []).find(
    (condition: { type: string; status: string }) => condition.type === 'PodScheduled' && condition.status === 'False',
  )
  return {
    name: `${metadata.namespace}/${metadata.name}`,
    node: spec.nodeName && machineOf(spec.nodeName),
    state: metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? 'Pending'),
    daemon: (metadata.ownerReferences ?? []).some((owner: { kind: string }) => owner.kind === 'DaemonSet'),
    message: refusal?.message,
  }
}

function isActive({ metadata, status }: KubeObject): boolean {
  return !metadata.deletionTimestamp && !['Succeeded', 'Failed'].includes(status?.phase)
}
