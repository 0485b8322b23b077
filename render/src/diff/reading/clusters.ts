import type { App, Cluster } from '@ainur/constructs'
import type { DiffContext, TreeObject } from '../model.ts'

/** What is known about a cluster beside its objects. */
export interface ClusterFacts {
  readonly cluster: Cluster
  /** Apps of the definition, for the workloads that their upstream releases declare. Empty if they could not be built. */
  readonly apps: readonly App[]
}

/** The cluster in whose folder an object is: `ainur` for `ainur/apps/dex/Deployment-dex.yaml`. */
export function clusterOf(object: TreeObject, { clusters }: Pick<DiffContext, 'clusters'>): ClusterFacts | undefined {
  if (clusters.size === 0) return undefined
  const steps = object.file.split('/')
  for (const [name, facts] of clusters) if (steps.slice(0, -1).includes(name)) return facts
  // A tree that was given as `dist/ainur` has no folder of that name inside.
  return clusters.size === 1 && /^(apps|applications)\//.test(object.file) ? [...clusters.values()][0] : undefined
}
