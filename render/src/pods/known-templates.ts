import type { WorkloadType } from './pod-template.ts'

/** Where a kind keeps its pod template, and how many pods it makes of it. */
export interface KnownTemplate {
  readonly group: string
  readonly kind: string
  /** Path of the pod template, the object that holds `metadata` and `spec`. Empty for a Pod. */
  readonly template: readonly string[]
  readonly workloadType: WorkloadType
  /** Path of the number of pods; 1 when absent from the object. */
  readonly count?: readonly string[]
  /** Path of a boolean that stops it from making pods. */
  readonly suspend?: readonly string[]
}

const template = ['spec', 'template'] as const
const replicas = ['spec', 'replicas'] as const

/** Kinds whose pod template is at a fixed path and follows core/v1 PodTemplateSpec. */
export const knownTemplates: readonly KnownTemplate[] = [
  { group: '', kind: 'Pod', template: [], workloadType: 'replicated' },
  { group: '', kind: 'ReplicationController', template, workloadType: 'replicated', count: replicas },
  { group: 'apps', kind: 'Deployment', template, workloadType: 'replicated', count: replicas },
  { group: 'apps', kind: 'ReplicaSet', template, workloadType: 'replicated', count: replicas },
  { group: 'apps', kind: 'StatefulSet', template, workloadType: 'replicated', count: replicas },
  { group: 'apps', kind: 'DaemonSet', template, workloadType: 'per-node' },
  {
    group: 'batch',
    kind: 'Job',
    template,
    workloadType: 'completes',
    count: ['spec', 'parallelism'],
    suspend: ['spec', 'suspend'],
  },
  {
    group: 'batch',
    kind: 'CronJob',
    template: ['spec', 'jobTemplate', 'spec', 'template'],
    workloadType: 'completes',
    count: ['spec', 'jobTemplate', 'spec', 'parallelism'],
    suspend: ['spec', 'suspend'],
  },
  // https://github.com/argoproj/argo-rollouts/blob/master/pkg/apis/rollouts/v1alpha1/types.go (RolloutSpec)
  { group: 'argoproj.io', kind: 'Rollout', template, workloadType: 'replicated', count: replicas },
  // https://github.com/openkruise/kruise/tree/master/apis/apps (CloneSetSpec, DaemonSetSpec, BroadcastJobSpec)
  { group: 'apps.kruise.io', kind: 'CloneSet', template, workloadType: 'replicated', count: replicas },
  { group: 'apps.kruise.io', kind: 'StatefulSet', template, workloadType: 'replicated', count: replicas },
  { group: 'apps.kruise.io', kind: 'DaemonSet', template, workloadType: 'per-node' },
  // https://github.com/kubernetes-sigs/jobset/blob/main/api/jobset/v1alpha2/jobset_types.go nests a list: found by scan
]
