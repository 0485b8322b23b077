import type { ObjectRef, PodSpecLike } from '@ainur/constructs'
import type { WorkloadType } from '../pods/pod-template.ts'
import type { PodRequest } from './pod-requests.ts'

/** One pod of a workload, for the simulation. Pods of a workload differ in nothing but where they are. */
export interface SimulatedPod {
  /** Index of its workload in the plan. */
  readonly workload: number
  readonly ref: ObjectRef
  readonly labels: Readonly<Record<string, string>>
  readonly spec: PodSpecLike
  readonly workloadType: WorkloadType
  readonly request: PodRequest
}

export interface PlacedPod {
  readonly pod: SimulatedPod
  readonly node: string
}
