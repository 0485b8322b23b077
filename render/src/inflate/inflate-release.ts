import { relative, sep } from 'node:path'
import { type AddedInflation, type App, policiesFor } from '@ainur/constructs'
import type { Problem } from '@ainur/constructs/finding'
import type { ChartArchives } from '../charts/chart-archives.ts'
import type { RenderedObject } from '../model/rendered-object.ts'
import { decideHooks } from './decide-hooks.ts'
import type { Helm } from './find-helm.ts'
import { markDefinitions } from './mark-definitions.ts'
import { problemsOf } from './problem.ts'
import { stableRendering } from './stable-rendering.ts'
import type { TemplateRequest } from './template-chart.ts'

/** What a release is inflated with. */
export interface InflateTools {
  /** The user's Helm, or why it cannot be used. */
  readonly helm: Helm | readonly Problem[]
  readonly archives: ChartArchives
  /** Root of the repository. */
  readonly root: string
  readonly env: NodeJS.ProcessEnv
}

/** Objects of a release, or why it has none. */
export interface InflatedRelease {
  readonly objects: readonly RenderedObject[]
  readonly problems: readonly Problem[]
}

/**
 * Renders the chart of one release into objects of its app: hooks decided about, definitions marked.
 *
 * @param apis what templates find in `.Capabilities.APIVersions`, besides what the release adds
 */
export async function inflateRelease(
  app: App,
  added: AddedInflation,
  apis: readonly string[],
  { helm, archives, root, env }: InflateTools,
): Promise<InflatedRelease> {
  const { source } = added.release
  const archive = archives.find(source)
  if (!('file' in archive) || !('file' in helm)) {
    return { objects: [], problems: [...('file' in archive ? [] : [archive]), ...('file' in helm ? [] : helm)] }
  }
  try {
    const rendered = await stableRendering(helm, requestFor(app, added, apis, archive.file), source.sha256, env)
    const { objects, problems } = decideHooks(rendered, source.hooks)
    return { objects: problems.length > 0 ? [] : markDefinitions(objects).map(owned(app, added, root)), problems }
  } catch (error) {
    return { objects: [], problems: problemsOf(error) }
  }
}

function requestFor(
  app: App,
  { release: { name, source } }: AddedInflation,
  apis: readonly string[],
  archive: string,
): TemplateRequest {
  return {
    archive,
    releaseName: source.releaseName ?? name,
    namespace: app.appNamespace,
    values: source.values ?? {},
    // Charts compare with the version of Kubernetes, without what the distribution appends.
    kubeVersion: app.cluster.kubernetes.version.replace(/\+.*$/, ''),
    apiVersions: [...new Set([...apis, ...(source.apiVersions ?? [])])],
    skipCrds: source.skipCrds ?? false,
  }
}

function owned(app: App, { release, sourceFile }: AddedInflation, root: string) {
  const policies = policiesFor(app)
  const origin = {
    constructPath: `${app.node.path}/${release.name}`,
    sourceFile: sourceFile ? relative(root, sourceFile).split(sep).join('/') : '',
  }
  return (object: RenderedObject['object']): RenderedObject => {
    return { app: app.appName, object, policies, origin, release: release.name }
  }
}
