import { dirname } from 'node:path'
import { ChartArchives } from '../../charts/chart-archives.ts'
import { type FetchOutcome, fetchCharts, type WantedChart } from '../../charts/fetch-charts.ts'
import type { RegistryOptions } from '../../images/registry/registry-options.ts'
import { discoverClusters } from '../../pipeline/discover-clusters.ts'
import { findingsOf } from '../../pipeline/user-errors.ts'
import { appsFolder } from '../apps-folder.ts'
import { ExitCode } from '../exit-code.ts'
import type { Io } from '../io.ts'
import type { ChartsFlags } from './command.ts'

/**
 * `ainur charts fetch`.
 *
 * @param options for tests: how chart repositories and registries are reached. @default as everybody reaches them
 */
export async function runCharts(
  flags: ChartsFlags,
  io: Io,
  options: RegistryOptions = {},
  env: NodeJS.ProcessEnv = process.env,
): Promise<ExitCode> {
  const appsDir = appsFolder(flags, io)
  const wanted = await wantedCharts(appsDir, io)
  const outcomes = await fetchCharts(wanted, new ChartArchives(dirname(appsDir), env), options)
  if (flags.format === 'json') io.stdout(`${JSON.stringify({ charts: outcomes }, null, 2)}\n`)
  else io.stdout(summary(outcomes))
  return outcomes.every(({ result }) => result === 'here' || result === 'fetched') ? ExitCode.ok : ExitCode.failed
}

/** Inflated releases of all clusters. A cluster that cannot be built is named, and the others still get theirs. */
async function wantedCharts(appsDir: string, io: Io): Promise<WantedChart[]> {
  const wanted: WantedChart[] = []
  for (const { name, build } of discoverClusters(appsDir)) {
    try {
      const tree = await build()
      tree.complete()
      for (const { appName, inflations } of tree.apps) {
        wanted.push(...inflations.map(({ release }) => ({ cluster: name, app: appName, release })))
      }
    } catch (error) {
      if (!findingsOf(error, name, dirname(appsDir))) throw error
      io.stderr(`${name} cannot be built, so its charts are not looked at: npm run check says why\n`)
    }
  }
  return wanted
}

function summary(outcomes: readonly FetchOutcome[]): string {
  if (outcomes.length === 0) return 'No release is inflated: there is nothing to fetch.\n'
  return `${outcomes.map(line).join('\n')}\n`
}

function line({ cluster, app, release, chart, version, result, sha256, problem }: FetchOutcome): string {
  const what = `${cluster}/${app} ${release}: ${chart} ${version}`
  if (result === 'here') return `${what} is here`
  if (result === 'fetched') return `${what} was fetched`
  if (result === 'unpinned') return `${what} was fetched; pin it: sha256: '${sha256}'`
  return `${what} could not be fetched: ${problem}`
}
