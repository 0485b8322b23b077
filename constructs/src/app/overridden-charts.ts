import type { Problem } from '../finding/rule.ts'
import type { AddedInflation, App } from './app.ts'
import { appInvalid } from './app-invalid.ts'
import { mergeValues } from './merge-values.ts'
import type { UpstreamRelease } from './upstream-release.ts'

type ValueOverrides = ReadonlyMap<string, Readonly<Record<string, unknown>>>

type Charts = Pick<App, 'releases' | 'inflations' | 'bundledCharts'>

/** The charts of an app with the values that its owner wants, and what cannot be done. */
export function overriddenCharts(
  { appName, releases, inflations, bundledCharts }: Charts & Pick<App, 'appName'>,
  overrides: ValueOverrides,
): { readonly charts: Charts; readonly problems: readonly Problem[] } {
  const charts = { releases: [...releases], inflations: [...inflations], bundledCharts: new Map(bundledCharts) }
  const problems: Problem[] = []
  for (const [name, changes] of overrides) {
    const release = charts.releases.findIndex((each) => each.name === name && each.source.type === 'chart')
    const inflation = charts.inflations.findIndex((each) => each.release.name === name)
    if (release !== -1) charts.releases[release] = withValues(charts.releases[release] as UpstreamRelease, changes)
    if (inflation !== -1)
      charts.inflations[inflation] = inflated(charts.inflations[inflation] as AddedInflation, changes)
    const bundled = charts.bundledCharts.get(name)
    if (bundled) charts.bundledCharts.set(name, mergeValues(bundled, changes))
    if (release !== -1 || inflation !== -1 || bundled) continue
    const known = [
      ...releases.filter(({ source }) => source.type === 'chart').map((each) => each.name),
      ...inflations.map((each) => each.release.name),
      ...bundledCharts.keys(),
    ]
    const allowed = known.length > 0 ? `its charts are ${known.join(', ')}` : 'it installs no chart'
    problems.push(
      appInvalid.problem(
        `overrideValues('${name}', …)`,
        `app ${appName} has no chart "${name}"; ${allowed}`,
        known.length > 0 ? 'Name one of them.' : 'Change its objects with override().',
      ),
    )
  }
  return { charts, problems }
}

function withValues(release: UpstreamRelease, changes: Readonly<Record<string, unknown>>): UpstreamRelease {
  const { source } = release
  if (source.type !== 'chart') return release
  return { ...release, source: { ...source, values: mergeValues(source.values ?? {}, changes) } }
}

function inflated(added: AddedInflation, changes: Readonly<Record<string, unknown>>): AddedInflation {
  const { release } = added
  const values = mergeValues(release.source.values ?? {}, changes)
  return { ...added, release: { ...release, source: { ...release.source, values } } }
}
