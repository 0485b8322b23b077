import type { PodSpecLike } from '@ainur/constructs'
import type { WorkloadType } from '../pods/pod-template.ts'
import { formatBytes } from './format-bytes.ts'
import { matchesNodeAffinity, requiredTerms } from './node-affinity.ts'
import type { PodRequest } from './pod-requests.ts'
import type { SchedulingNode } from './scheduling-node.ts'
import { effectiveTolerations, untoleratedTaint } from './tolerations.ts'

/** Why a node cannot take a pod; `constraint` is the field that excludes it. */
export interface Exclusion {
  readonly node: string
  readonly constraint:
    | 'nodeName'
    | 'unschedulable'
    | 'taint'
    | 'node-affinity'
    | 'resources'
    | 'host-port'
    | 'topology-spread'
    | 'pod-affinity'
  readonly detail: string
}

/**
 * Why the pod cannot run on `node`, however empty that is; undefined if it can. Judges by the filters of the
 * kube-scheduler that look at one pod and one node: nodeName, cordons, taints, node selector and required node affinity.
 *
 * A pod with `nodeName` never meets the scheduler: only the kubelet's own admission (affinity, resources, `NoExecute`
 * taints) can keep it off that node.
 *
 * @param workloadType `per-node` adds a DaemonSet's automatic tolerations.
 */
export function placementExclusion(
  spec: PodSpecLike,
  node: SchedulingNode,
  workloadType: WorkloadType,
): Exclusion | undefined {
  const exclude = (constraint: Exclusion['constraint'], detail: string) => ({ node: node.name, constraint, detail })
  const pinned = typeof spec.nodeName === 'string' && spec.nodeName !== '' ? spec.nodeName : undefined
  if (pinned !== undefined && pinned !== node.name) return exclude('nodeName', `spec.nodeName is "${pinned}"`)

  const tolerations = effectiveTolerations(spec, workloadType)
  const taints = pinned === undefined ? node.taints : node.taints.filter(({ effect }) => effect === 'NoExecute')
  const cordon = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const
  if (pinned === undefined && node.unschedulable && untoleratedTaint(tolerations, [cordon])) {
    return exclude('unschedulable', 'the node is cordoned')
  }
  const taint = untoleratedTaint(tolerations, taints)
  if (taint) return exclude('taint', `no toleration for its taint ${describeTaint(taint)}`)

  if (!matchesNodeAffinity(spec, node)) return exclude('node-affinity', affinityDetail(spec, node))
  return undefined
}

/**
 * Why the pod does not fit into what is left of `node`. A resource that it does not ask for is not looked at, so that a
 * pod without requests fits on a node that is already overcommitted.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/scheduler/framework/plugins/noderesources/fit.go
 */
export function resourceExclusion(
  request: PodRequest,
  node: SchedulingNode,
  free: PodRequest & { readonly pods: number },
): Exclusion | undefined {
  const short: string[] = []
  const compare = (
    name: string,
    wanted: number,
    left: number,
    format: (amount: number, round: 'up' | 'down') => string,
  ) => {
    if (wanted > 0 && wanted > left) {
      short.push(`${name}: needs ${format(wanted, 'up')}, ${format(Math.max(left, 0), 'down')} left`)
    }
  }
  if (free.pods < 1) short.push('pods: no room for another one')
  compare('cpu', request.cpuMillis, free.cpuMillis, (millis) => `${millis}m`)
  compare('memory', request.memoryBytes, free.memoryBytes, formatBytes)
  compare('ephemeral-storage', request.ephemeralStorageBytes, free.ephemeralStorageBytes, formatBytes)
  for (const [name, amount] of Object.entries(request.extended)) compare(name, amount, free.extended[name] ?? 0, String)
  return short.length === 0 ? undefined : { node: node.name, constraint: 'resources', detail: short.join('; ') }
}

/** All of a node's allocatable resources. */
export function emptyNode({ allocatable }: SchedulingNode): PodRequest & { readonly pods: number } {
  const { cpuMillis, memoryBytes, ephemeralStorageBytes, pods, extended = {} } = allocatable
  return { cpuMillis, memoryBytes, ephemeralStorageBytes, pods, extended }
}

function describeTaint({ key, value, effect }: { key: string; value?: string; effect: string }): string {
  return `${key}${value ? `=${value}` : ''}:${effect}`
}

function affinityDetail(spec: PodSpecLike, node: SchedulingNode): string {
  const missed = Object.entries(spec.nodeSelector ?? {}).filter(([key, value]) => node.labels[key] !== value)
  if (missed.length > 0) {
    return missed
      .map(([key, value]) => `nodeSelector wants ${key}=${value}, the node has ${labelText(node.labels, key)}`)
      .join('; ')
  }
  const keys = affinityKeys(spec)
  return `required node affinity on ${keys.join(', ') || 'nothing at all'}; the node has ${
    keys.map((key) => `${key}: ${labelText(node.labels, key)}`).join(', ') || 'no matching term'
  }`
}

function labelText(labels: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(labels, key) ? `"${labels[key]}"` : 'no such label'
}

function affinityKeys(spec: PodSpecLike): string[] {
  const terms = requiredTerms(spec) ?? []
  return [
    ...new Set(
      terms.flatMap(({ matchExpressions = [], matchFields = [] }) =>
        [...matchExpressions, ...matchFields].map(({ key }) => key),
      ),
    ),
  ]
}
