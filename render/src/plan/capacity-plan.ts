import type { Allocatable, FailureDomain, ObjectRef } from '@ainur/constructs'
import type { WorkloadType } from '../pods/pod-template.ts'
import type { PodRequest } from './pod-requests.ts'
import type { Exclusion } from './scheduling.ts'

/** What a cluster's nodes will carry, computed from the tree alone. Plain data. */
export interface CapacityPlan {
  readonly nodes: readonly NodeLoad[]
  readonly workloads: readonly PlannedWorkload[]
  /** Pods that find no node even while all nodes live. */
  readonly pending: readonly PendingPods[]
  /** For each node, what additionally finds no node once that one is dead. */
  readonly ifNodeDies: readonly { readonly node: string; readonly pending: readonly PendingPods[] }[]
  /** The same for each failure domain of several nodes: they all die at once. */
  readonly ifDomainDies: readonly (FailureDomain & { readonly pending: readonly PendingPods[] })[]
  /** What the plan does not look at, in sentences for people. */
  readonly assumptions: readonly string[]
}

/** Requests of everything that keeps running on one node. Jobs come and go and are not counted. */
export interface NodeLoad {
  readonly name: string
  readonly cpuMillis: number
  readonly memoryBytes: number
  readonly ephemeralStorageBytes: number
  readonly pods: number
  readonly allocatable: Allocatable
}

export interface PlannedWorkload {
  readonly ref: ObjectRef
  /** Name of the app; in brackets for what the distribution runs, such as `(k3s)`. */
  readonly app: string
  readonly workloadType: WorkloadType
  /** Pods wanted; for `per-node` the number of nodes that should have one. */
  readonly replicas: number
  /** What one pod requests. */
  readonly request: PodRequest
  /** Nodes that its constraints allow, however full they are. */
  readonly eligibleNodes: readonly string[]
  /** One node per placed pod, sorted. */
  readonly assigned: readonly string[]
}

export interface PendingPods {
  readonly ref: ObjectRef
  readonly app: string
  /** How many pods of the workload. */
  readonly pods: number
  /** Why each node does not take them. */
  readonly reasons: readonly Exclusion[]
}
