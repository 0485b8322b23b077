import type { Construct } from 'constructs'
import { k8s } from '../../k8s.ts'

/**
 * PriorityClasses that the tree makes; what Kubernetes itself brings (`system-node-critical`,
 * `system-cluster-critical`) is kept for networking and storage.
 */
export const priorityClass = {
  /** What people need to repair the cluster: Argo CD, sign-in, certificates. Evicts ordinary pods when a node is full. */
  critical: 'ainur-critical',
  /** Batch work such as image builds: first to go, and never evicts anything. */
  background: 'ainur-background',
} as const

/** Adds the PriorityClasses to `scope`; none is a default, so pods that name none keep priority 0. */
export function addPriorityClasses(scope: Construct): void {
  new k8s.KubePriorityClass(scope, 'priority-class-critical', {
    metadata: { name: priorityClass.critical },
    value: 1_000_000,
    globalDefault: false,
    preemptionPolicy: 'PreemptLowerPriority',
    description: 'Argo CD, sign-in and certificates: what people need to repair the cluster',
  })
  new k8s.KubePriorityClass(scope, 'priority-class-background', {
    metadata: { name: priorityClass.background },
    value: -1000,
    globalDefault: false,
    preemptionPolicy: 'Never',
    description: 'Batch work that can wait',
  })
}
