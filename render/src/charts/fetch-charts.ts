import type { InflatedChart, InflatedRelease } from '@ainur/constructs'
import { RegistryError } from '../images/registry/registry-error.ts'
import type { RegistryOptions } from '../images/registry/registry-options.ts'
import { type ChartArchives, isSha256, sha256Of } from './chart-archives.ts'
import { fetchChart } from './fetch-chart.ts'

/** An inflated release of a cluster. */
export interface WantedChart {
  readonly cluster: string
  readonly app: string
  readonly release: InflatedRelease
}

/** What became of one archive. */
export interface FetchOutcome extends Pick<InflatedChart, 'chart' | 'version'> {
  readonly cluster: string
  readonly app: string
  readonly release: string
  /** `here`: nothing to do. `fetched`. `unpinned`: kept, but the release does not name its digest. `failed`. */
  readonly result: 'here' | 'fetched' | 'unpinned' | 'failed'
  /** Digest of what was fetched. */
  readonly sha256?: string
  readonly problem?: string
}

/**
 * Fetches the archives that are not on this machine yet. What has another digest than the one that is pinned is not
 * kept; where none is pinned, the outcome says which one to write.
 */
export async function fetchCharts(
  wanted: readonly WantedChart[],
  archives: ChartArchives,
  options: RegistryOptions = {},
): Promise<FetchOutcome[]> {
  const outcomes: FetchOutcome[] = []
  for (const each of wanted) outcomes.push(await fetchOne(each, archives, options))
  return outcomes
}

async function fetchOne(
  { cluster, app, release: { name, source } }: WantedChart,
  archives: ChartArchives,
  options: RegistryOptions,
): Promise<FetchOutcome> {
  const about = { cluster, app, release: name, chart: source.chart, version: source.version }
  const found = archives.find(source)
  if ('file' in found) return { ...about, result: 'here', sha256: source.sha256 }
  const { repoURL } = source
  if (repoURL === undefined || found.rule === 'chart-altered') {
    return { ...about, result: 'failed', problem: `${found.message}; ${found.remedy}` }
  }
  try {
    const bytes = await fetchChart({ ...source, repoURL }, options)
    const pinned = isSha256(source.sha256)
    const sha256 = sha256Of(bytes)
    if (pinned && sha256 !== source.sha256) {
      const problem = `${repoURL} has ${source.chart} ${source.version} with SHA-256 ${sha256}; the release pins ${source.sha256}. It was not kept`
      return { ...about, result: 'failed', sha256, problem }
    }
    archives.keep(bytes)
    return { ...about, result: pinned ? 'fetched' : 'unpinned', sha256 }
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    return { ...about, result: 'failed', problem: error.message }
  }
}
