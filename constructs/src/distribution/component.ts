import type { ProvidedObject } from '../app/upstream-release.ts'

/** What a component does for the cluster. An app that does the same replaces it. */
export const componentRoles = [
  'ingress',
  'cluster-dns',
  'load-balancer',
  'storage',
  'metrics',
  'network',
  'service-proxy',
] as const

export type ComponentRole = (typeof componentRoles)[number]

/** A part of the distribution that can be left out. */
export interface Component {
  /** As the distribution's own settings call it. */
  readonly name: string
  readonly role: ComponentRole
  /** Objects that exist because of it and that apps may refer to. */
  readonly objects?: readonly ProvidedObject[]
  /** Which of the objects is marked as the default of its kind. */
  readonly defaultClass?: { readonly kind: 'StorageClass' | 'IngressClass'; readonly name: string }
  /** Pods that fill nodes. Those that request nothing are left out. */
  readonly workloads?: readonly BundledWorkload[]
  /** How it takes settings from the tree. Absent: it takes none that last. */
  readonly configuredBy?: ComponentConfiguration
}

/** A workload in `kube-system`. Its images exist for every architecture that the distribution runs on. */
export interface BundledWorkload {
  readonly kind: 'Deployment' | 'DaemonSet'
  readonly name: string
  /** Of its pods. */
  readonly labels: Readonly<Record<string, string>>
  /** Ignored for a DaemonSet, which tolerates every taint. @default 1 */
  readonly replicas?: number
  readonly requests: Readonly<Record<string, string>>
}

export type ComponentConfiguration =
  /** Values of its chart, in a HelmChartConfig of this name. */
  | { readonly type: 'helm-chart-config'; readonly namespace: string; readonly name: string }
  /** Server blocks of CoreDNS: keys of this ConfigMap that end in `.server`. */
  | { readonly type: 'coredns-import'; readonly namespace: string; readonly configMap: string }
