import type { InflateOptions } from './inflated-release.ts'
import type { PodSpecLike } from './pod-spec.ts'

/** A chart in a Helm repository, or a folder of plain manifests in a Git repository. */
export type ReleaseSource =
  | {
      readonly type: 'chart'
      readonly repoURL: string
      readonly chart: string
      /** Exact chart version. */
      readonly version: string
      /** @default the release's name */
      readonly releaseName?: string
      /** @default {} */
      readonly values?: Record<string, unknown>
      /** @default false: Argo CD installs the CRDs of the chart. */
      readonly skipCrds?: boolean
      /** Argo CD renders the chart in the cluster. For objects in the tree, see {@link InflatedRelease}. @default chart */
      readonly render?: 'chart'
    }
  | {
      readonly type: 'git'
      readonly repoURL: string
      /** Exact tag. */
      readonly version: string
      readonly path: string
      /** Glob of the files to take, relative to `path`. @default all */
      readonly include?: string
    }

/** A workload that the release makes. It is not in the tree, but it fills nodes and pulls images all the same. */
export interface ReleaseWorkload {
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job'
  readonly namespace: string
  readonly name: string
  /** Ignored for a DaemonSet. @default 1 */
  readonly replicas?: number
  /** Images, requests, node selection and security, as they follow from the values that we pass. */
  readonly podSpec: PodSpecLike
  /** How its pods can be told where to run. @default they cannot: it has to be said in the values, and here in `podSpec` */
  readonly placedBy?: PlacedBy
  /** StorageClasses whose volumes only the nodes with one of its pods can mount. @default none */
  readonly mounts?: readonly string[]
}

/**
 * `values`: the place in the chart's values that has an `affinity` of its pods, as a path with dots, empty for the top;
 * policies and the architectures of images are written there. `settings`: the app carries policies out by settings of
 * its own, as far as `limit` says.
 */
export type PlacedBy = { readonly values: string } | { readonly settings: string; readonly limit: string }

/** What a release creates, declared because nobody can see it before the cluster renders it. */
export interface ReleaseContents {
  /** Namespaces that it writes into, its own included. */
  readonly namespaces: readonly string[]
  /** Cluster-scoped kinds, as `group/Kind` (`/Namespace` for the core group). */
  readonly clusterKinds: readonly string[]
  /**
   * All that have pods. Empty beside namespaces: its pods are unknown, and their namespaces get no Pod Security level. A
   * release that really has none labels its namespace itself, see `App.labelNamespace()`.
   */
  readonly workloads: readonly ReleaseWorkload[]
  /** Objects that other apps may refer to. */
  readonly provides: readonly ProvidedObject[]
}

/** An object that exists in the cluster though no file of the tree holds it. */
export interface ProvidedObject {
  /** API group, empty for the core group. */
  readonly group: string
  readonly kind: string
  /** @default the object is cluster-scoped */
  readonly namespace?: string
  readonly name: string
  /** Keys, for ConfigMaps and Secrets; ports, for Services. Absent: unknown, not checked. */
  readonly keys?: readonly string[]
}

/** A pinned release of an upstream project that Argo CD fetches itself. */
export interface UpstreamRelease {
  readonly name: string
  readonly source: ReleaseSource
  readonly contents: ReleaseContents
  /** Where the facts in `contents` were read. */
  readonly facts: string
}

/** Who renders a chart: Argo CD in the cluster, or `synth` into the tree. */
export type ChartRendering = { readonly render?: 'chart' } | InflateOptions
