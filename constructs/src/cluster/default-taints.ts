import { type DistributionId, distributionOf } from '../distribution/distributions.ts'
import type { Taint } from './node-types.ts'

/** Taints of a node that lists none itself. */
export function defaultTaints(role: string | undefined, distribution: DistributionId | undefined): readonly Taint[] {
  return role === 'server' && distribution ? distributionOf(distribution).server.taints : []
}
