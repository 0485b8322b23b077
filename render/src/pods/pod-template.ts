import type { PodSpecLike } from '@ainur/constructs'

/**
 * How many pods an object makes, and for how long.
 *
 * `replicated`: a fixed number that keeps running. `per-node`: one on each eligible node. `completes`: runs for a while.
 */
export type WorkloadType = 'replicated' | 'per-node' | 'completes'

/** A pod template inside an object of the tree, or inside an upstream release. */
export interface PodTemplate {
  /** Path of the pod's spec inside its object, e.g. `spec.template.spec`. */
  readonly path: string
  /** Part of the object itself, so that passes can edit it; made up for `edit: 'plan'`. */
  readonly spec: PodSpecLike
  /** Labels that the pods carry. */
  readonly labels: Readonly<Record<string, string>>
  readonly workloadType: WorkloadType
  /** Pods at the same time; 0 while suspended. Means nothing for `per-node`. */
  readonly replicas: number
  /**
   * How placement can be written into it: like any pod spec, like a system-upgrade Plan (a node label selector), or not
   * at all, because the custom resource is not known well enough.
   */
  readonly edit: 'pod-spec' | 'plan' | 'none'
}
