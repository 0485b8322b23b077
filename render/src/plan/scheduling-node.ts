import type { Allocatable, Architecture, Taint } from '@ainur/constructs'

/** What the scheduler sees of a node. */
export interface SchedulingNode {
  readonly name: string
  readonly architecture?: Architecture
  readonly labels: Readonly<Record<string, string>>
  readonly taints: readonly Taint[]
  readonly allocatable: Allocatable
  /** Cordoned. @default false */
  readonly unschedulable?: boolean
}
