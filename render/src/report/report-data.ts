import type { Finding } from '@ainur/constructs/finding'
import type { Accepted } from '../accept/index.ts'
import type { Rendering } from '../model/rendering.ts'
import type { CapacityPlan } from '../plan/capacity-plan.ts'

/** What the report is made from. */
export interface ReportData {
  readonly clusters: readonly (BrokenCluster | RenderedCluster)[]
  /** `2026-11-21`: the day for which `accept.yaml` was read. @default not shown */
  readonly day?: string
}

/** A cluster whose definition or wiring is wrong: there is nothing to show but the findings. */
export interface BrokenCluster {
  readonly name: string
  readonly rendering?: undefined
  readonly findings: readonly Finding[]
  readonly accepted: readonly Accepted<Finding>[]
}

export interface RenderedCluster extends Omit<BrokenCluster, 'rendering'> {
  readonly rendering: Rendering
  readonly plan: CapacityPlan
}
