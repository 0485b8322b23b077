import type { ChartRendering, ReleaseContents, UpstreamRelease } from './upstream-release.ts'

/**
 * What becomes of an object that its chart marks as a Helm hook.
 *
 * `leave-out`: it is not in the tree. `object`: an ordinary object, kept and healed like any other. `argo-cd`: a hook of
 * Argo CD, run at every sync, in the phase that Argo CD itself would give it.
 */
export type HookChoice = 'leave-out' | 'object' | 'argo-cd'

/** Has `synth` render a chart with the user's `helm`, so that its objects are in the tree. */
export interface InflateOptions {
  readonly render: 'inflate'
  /**
   * SHA-256 of the chart's archive, 64 hexadecimal digits. Empty while nobody knows it yet: `npm run charts -- fetch`
   * prints it.
   */
  readonly sha256: string
  /**
   * For all hooks, or for each by `Kind/name`. Tests, and hooks that only a rollback by Helm runs, are always left out.
   * @default none: a hook without a decision is an error
   */
  readonly hooks?: HookChoice | Readonly<Record<string, HookChoice>>
  /**
   * APIs that templates find in `.Capabilities.APIVersions`, as `group/version` or `group/version/Kind`, besides those
   * of Kubernetes and those that earlier apps bring. @default none
   */
  readonly apiVersions?: readonly string[]
}

/** A chart that is rendered into the tree. */
export interface InflatedChart extends InflateOptions {
  readonly type: 'chart'
  /** Where `npm run charts -- fetch` gets the archive. @default none: it is in `charts/` of the repository */
  readonly repoURL?: string
  readonly chart: string
  /** Exact chart version. */
  readonly version: string
  /** @default the release's name */
  readonly releaseName?: string
  /** @default {} */
  readonly values?: Readonly<Record<string, unknown>>
  /** @default false */
  readonly skipCrds?: boolean
}

/** A pinned release of an upstream project whose objects are in the tree. Argo CD knows nothing of the chart. */
export interface InflatedRelease {
  readonly name: string
  readonly source: InflatedChart
  /**
   * What it is declared to create while Argo CD renders it. Compared with what the chart really creates; nothing else
   * follows from it. @default not compared
   */
  readonly contents?: ReleaseContents
  /** Where the facts in `contents` were read. @default not said */
  readonly facts?: string
}

/**
 * `release` as one that `synth` renders, where its source or `rendering` asks for that; otherwise undefined.
 *
 * @throws where plain manifests of a Git repository are to be inflated: there is no chart in them.
 */
export function inflatedRelease(
  release: UpstreamRelease | InflatedRelease,
  rendering: ChartRendering,
): InflatedRelease | undefined {
  const { source, ...rest } = release
  if (rendering.render === 'inflate') {
    if (source.type === 'chart') return { ...rest, source: { ...source, ...rendering } }
    throw new Error(
      `release ${release.name}: render: 'inflate' needs a chart, and its source is of type '${source.type}'`,
    )
  }
  return source.type === 'chart' && source.render === 'inflate' ? { ...rest, source } : undefined
}
