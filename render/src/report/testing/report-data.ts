import type { Rendering } from '../../model/rendering.ts'
import { planCapacity } from '../../plan/plan-capacity.ts'
import type { RenderedCluster } from '../report-data.ts'

/** A rendered cluster for the report, without findings unless they are given. */
export function renderedCluster(rendering: Rendering, told: Partial<RenderedCluster> = {}): RenderedCluster {
  return {
    name: rendering.cluster.name,
    rendering,
    plan: planCapacity(rendering),
    findings: [],
    accepted: [],
    ...told,
  }
}
