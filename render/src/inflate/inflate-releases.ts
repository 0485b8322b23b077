import { relative, sep } from 'node:path'
import {
  type AddedInflation,
  type App,
  type ClusterTree,
  computeWaves,
  type Finding,
  policiesFor,
  type ReleaseContents,
} from '@ainur/constructs'
import { ChartArchives } from '../charts/chart-archives.ts'
import { distributionObjects } from '../checks/references/distribution-objects.ts'
import { mapConcurrently } from '../images/map-concurrently.ts'
import { groupBy } from '../model/group-by.ts'
import type { KubeObject, RenderedObject } from '../model/rendered-object.ts'
import { collectObjects } from '../pipeline/collect-objects.ts'
import { apiVersionsOf } from './api-versions.ts'
import { decideHooks } from './decide-hooks.ts'
import { findHelm, type Helm } from './find-helm.ts'
import { markDefinitions } from './mark-definitions.ts'
import { InflateError, type Problem } from './problem.ts'
import { stableRendering } from './stable-rendering.ts'

export interface InflateContext {
  /** Root of the repository. */
  readonly root: string
  readonly env: NodeJS.ProcessEnv
}

export interface Inflation {
  /** App name -> objects of its inflated releases. */
  readonly objects: ReadonlyMap<string, readonly RenderedObject[]>
  readonly findings: readonly Finding[]
}

/** Charts rendered at the same time; each is rendered by three processes. */
const concurrency = 2

const nothing: ReleaseContents = { namespaces: [], clusterKinds: [], workloads: [], provides: [] }

/**
 * Renders the charts whose objects stand in the tree, wave by wave, so that a chart finds the custom resources of those
 * before it.
 *
 * A release that cannot be inflated is a finding, and counts as its declared contents, so that the checks say what else
 * is wrong and not that all its objects are missing.
 */
export async function inflateReleases(tree: ClusterTree, context: InflateContext): Promise<Inflation> {
  const archives = new ChartArchives(context.root, context.env)
  const waves = computeWaves(tree.apps)
  const waveOf = (app: App) => waves.get(app.appName) ?? 0
  const helm = await findHelm(context.env).catch((error: unknown) => problemsOf(error))
  const objects = new Map<string, RenderedObject[]>()
  const findings: Finding[] = []
  const byWave = groupBy(
    tree.apps.flatMap((app) => app.inflations.map((added) => ({ app, added }))),
    ({ app }) => waveOf(app),
  )
  for (const [wave, added] of [...byWave].sort(([a], [b]) => a - b)) {
    const earlier = tree.apps.filter((app) => waveOf(app) < wave)
    const apis = apisAfter(tree, earlier, objects, context)
    const results = await mapConcurrently(added, concurrency, (each) =>
      inflate(each.app, each.added, helm, archives, apis, context),
    )
    for (const [
      index,
      {
        app,
        added: { release },
      },
    ] of added.entries()) {
      const result = results[index]
      if (!result) continue
      objects.set(app.appName, [...(objects.get(app.appName) ?? []), ...result.objects])
      findings.push(...result.problems.map((problem) => findingOf(app, release.name, problem)))
      if (result.problems.length > 0) {
        const { type, chart, version, repoURL = '' } = release.source
        app.releases.push({
          name: release.name,
          source: { type, chart, version, repoURL },
          contents: release.contents ?? nothing,
          facts: '',
        })
      }
    }
  }
  return { objects, findings }
}

interface Inflated {
  readonly objects: readonly RenderedObject[]
  readonly problems: readonly Problem[]
}

async function inflate(
  app: App,
  { release, sourceFile }: AddedInflation,
  helm: Helm | readonly Problem[],
  archives: ChartArchives,
  apis: readonly string[],
  { root, env }: InflateContext,
): Promise<Inflated> {
  const { name, source } = release
  const archive = archives.find(source)
  const problems = [...('file' in archive ? [] : [archive]), ...('file' in helm ? [] : helm)]
  if (!('file' in archive) || !('file' in helm)) return { objects: [], problems }
  try {
    const rendered = await stableRendering(
      helm,
      {
        archive: archive.file,
        releaseName: source.releaseName ?? name,
        namespace: app.appNamespace,
        values: source.values ?? {},
        // What the distribution appends is no part of the version that charts compare with.
        kubeVersion: app.cluster.kubernetes.version.replace(/\+.*$/, ''),
        apiVersions: [...new Set([...apis, ...(source.apiVersions ?? [])])],
        skipCrds: source.skipCrds ?? false,
      },
      source.sha256,
      env,
    )
    const decided = decideHooks(rendered, source.hooks)
    if (decided.problems.length > 0) return { objects: [], problems: decided.problems }
    const origin = {
      constructPath: `${app.node.path}/${name}`,
      sourceFile: sourceFile ? relative(root, sourceFile).split(sep).join('/') : '',
    }
    const policies = policiesFor(app)
    const objects = markDefinitions(decided.objects).map((object) => ({
      app: app.appName,
      object,
      policies,
      origin,
      release: name,
    }))
    return { objects, problems: [] }
  } catch (error) {
    return { objects: [], problems: problemsOf(error) }
  }
}

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof InflateError) return error.problems
  throw error
}

/** APIs of the cluster once `earlier` apps are in it. */
function apisAfter(
  { apps, definition }: ClusterTree,
  earlier: readonly App[],
  inflated: ReadonlyMap<string, readonly RenderedObject[]>,
  { root }: InflateContext,
): string[] {
  const provided = [
    ...distributionObjects({ cluster: definition, apps }),
    ...earlier.flatMap((app) => [...app.provided, ...app.releases.flatMap(({ contents }) => contents.provides)]),
  ]
  const inTree = earlier.flatMap((app) => [...(inflated.get(app.appName) ?? []), ...collectObjects(app, root)])
  return apiVersionsOf({
    minor: definition.kubernetes.minor,
    definitionNames: new Set(provided.filter(isDefinition).map(({ name }) => name)),
    definitions: inTree.map(({ object }) => object).filter(isDefinition),
  })
}

function isDefinition({ kind }: { readonly kind: string } | KubeObject): boolean {
  return kind === 'CustomResourceDefinition'
}

function findingOf(app: App, release: string, { rule, message, remedy, path }: Problem): Finding {
  return {
    rule,
    severity: 'error',
    object: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', namespace: 'argocd', name: app.appName },
    path: `release ${release}${path ? `: ${path}` : ''}`,
    message,
    remedy,
  }
}
