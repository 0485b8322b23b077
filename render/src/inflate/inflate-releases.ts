import {
  type App,
  argoCdNamespace,
  type ClusterTree,
  computeWaves,
  type Finding,
  type InflatedRelease,
} from '@ainur/constructs'
import type { Problem } from '@ainur/constructs/finding'
import { ChartArchives } from '../charts/chart-archives.ts'
import { distributionObjects } from '../checks/references/distribution-objects.ts'
import { mapConcurrently } from '../images/map-concurrently.ts'
import { groupBy } from '../model/group-by.ts'
import type { RenderedObject } from '../model/rendered-object.ts'
import { collectObjects } from '../pipeline/collect-objects.ts'
import type { InflatedObjects } from '../pipeline/render-tree.ts'
import { apiVersionsOf } from './api-versions.ts'
import { findHelm } from './find-helm.ts'
import { inflateRelease } from './inflate-release.ts'
import { problemsOf } from './problem.ts'

export interface InflateContext {
  /** Root of the repository. */
  readonly root: string
  readonly env: NodeJS.ProcessEnv
}

/** Charts rendered at the same time; each is rendered by three processes. */
const concurrency = 2

/**
 * Renders the charts whose objects are in the tree, wave by wave, so that a chart finds the custom resources of those
 * before it.
 *
 * A release that cannot be inflated is a finding, and counts as its declared contents, so that the checks say what else
 * is wrong and not that all its objects are missing.
 */
export async function inflateReleases(tree: ClusterTree, { root, env }: InflateContext): Promise<InflatedObjects> {
  const helm = await findHelm(env).catch((error: unknown) => problemsOf(error))
  const tools = { helm, archives: new ChartArchives(root, env), root, env }
  const waves = computeWaves(tree.apps)
  const waveOf = (app: App) => waves.get(app.appName) ?? 0
  const wanted = tree.apps.flatMap((app) => app.inflations.map((added) => ({ app, added })))
  const objects = new Map<string, RenderedObject[]>()
  const findings: Finding[] = []
  for (const [wave, releases] of [...groupBy(wanted, ({ app }) => waveOf(app))].sort(([a], [b]) => a - b)) {
    const earlier = tree.apps.filter((app) => waveOf(app) < wave)
    const apis = apisAfter(tree, earlier, objects, root)
    const results = await mapConcurrently(releases, concurrency, async ({ app, added }) => {
      return { app, release: added.release, ...(await inflateRelease(app, added, apis, tools)) }
    })
    for (const { app, release, objects: made, problems } of results) {
      objects.set(app.appName, [...(objects.get(app.appName) ?? []), ...made])
      findings.push(...problems.map((problem) => findingOf(app, release.name, problem)))
      if (problems.length > 0) countAsDeclared(app, release)
    }
  }
  return { objects, findings }
}

/** APIs of the cluster once `earlier` apps are in it. */
function apisAfter(
  { apps, definition }: ClusterTree,
  earlier: readonly App[],
  inflated: ReadonlyMap<string, readonly RenderedObject[]>,
  root: string,
): string[] {
  const isDefinition = ({ kind }: { readonly kind: string }) => kind === 'CustomResourceDefinition'
  const provided = [
    ...distributionObjects({ cluster: definition, apps }),
    ...earlier.flatMap((app) => [...app.provided, ...app.releases.flatMap(({ contents }) => contents.provides)]),
  ]
  const inTree = earlier.flatMap((app) => [...(inflated.get(app.appName) ?? []), ...collectObjects(app, root).objects])
  return apiVersionsOf({
    minor: definition.kubernetes.minor,
    definitionNames: new Set(provided.filter(isDefinition).map(({ name }) => name)),
    definitions: inTree.map(({ object }) => object).filter(isDefinition),
  })
}

/** Lets the checks go on as if the chart had rendered what it declares; nothing is written after a finding. */
function countAsDeclared(app: App, { name, source, contents }: InflatedRelease): void {
  const { type, chart, version, repoURL = '' } = source
  app.releases.push({
    name,
    source: { type, chart, version, repoURL },
    contents: contents ?? { namespaces: [], clusterKinds: [], workloads: [], provides: [] },
    facts: '',
  })
}

function findingOf({ appName }: App, release: string, { rule, severity, path, message, remedy }: Problem): Finding {
  return {
    rule,
    severity,
    object: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', namespace: argoCdNamespace, name: appName },
    path: `release ${release}${path ? `: ${path}` : ''}`,
    message,
    remedy,
  }
}
