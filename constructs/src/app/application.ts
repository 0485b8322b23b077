import {
  type Application,
  type ApplicationSource,
  type ApplicationSpec,
  application,
  resourcesFinalizer,
} from 'argocd-types'
import type { Cluster } from '../cluster/cluster.ts'
import type { App } from './app.ts'
import type { ReleaseSource, UpstreamRelease } from './upstream-release.ts'

/** Namespace of Argo CD and of every Application. */
export const argoCdNamespace = 'argocd'

/** The cluster that Argo CD itself runs in. */
export const inCluster = 'https://kubernetes.default.svc'

/** Kinds that hold data: most volumes are deleted with their claim. */
const data = new Set(['PersistentVolumeClaim', 'PersistentVolume'])

/**
 * The Application of an app. Objects of its own come from the app's folder in the tree; upstream releases are further
 * sources, placed first because they usually bring the CRDs.
 *
 * @param kinds of the objects in the app's folder; without any there is no folder.
 */
export function applicationFor(app: App, wave: number, kinds: readonly string[]): Application {
  const { cluster, options } = app
  const sources = [
    ...app.releases.map(releaseSource),
    ...(kinds.length > 0 ? [treeSource(cluster, `apps/${app.appName}`)] : []),
  ]
  return application(
    {
      name: app.appName,
      namespace: argoCdNamespace,
      annotations: { 'argocd.argoproj.io/sync-wave': String(wave) },
      // Without the finalizer, deleting the Application leaves its objects alone.
      ...((options.cascade ?? !kinds.some((kind) => data.has(kind))) ? { finalizers: [resourcesFinalizer] } : {}),
    },
    {
      project: options.project,
      // A single source stays in `source`: Argo CD's UI and CLI know more about it than about a list of one.
      ...(sources.length === 1 ? { source: sources[0] } : { sources }),
      destination: { server: inCluster, namespace: app.appNamespace },
      syncPolicy: syncPolicy(
        options.prune,
        options.ignoreDifferences.length > 0 ? ['RespectIgnoreDifferences=true'] : [],
      ),
      ...(options.ignoreDifferences.length > 0
        ? { ignoreDifferences: options.ignoreDifferences.map((difference) => ({ ...difference })) }
        : {}),
    },
  )
}

/**
 * The root Application: the one object to apply by hand. It has no finalizer, so that deleting it by mistake deletes
 * nothing else.
 */
export function rootApplicationFor(cluster: Cluster): Application {
  return application(
    { name: cluster.name, namespace: argoCdNamespace },
    {
      // The only project that exists before the tree has made its own.
      project: 'default',
      source: treeSource(cluster, 'applications'),
      destination: { server: inCluster, namespace: argoCdNamespace },
      syncPolicy: syncPolicy(true),
    },
  )
}

function treeSource(cluster: Cluster, folder: string): ApplicationSource {
  const { url, branch, path } = cluster.git
  return { repoURL: url, targetRevision: branch, path: `${path}/${folder}` }
}

function releaseSource({ source, name }: UpstreamRelease): ApplicationSource {
  return source.type === 'chart' ? chartSource(source, name) : gitSource(source)
}

function chartSource(source: Extract<ReleaseSource, { type: 'chart' }>, name: string) {
  return {
    repoURL: source.repoURL,
    chart: source.chart,
    targetRevision: source.version,
    helm: {
      releaseName: source.releaseName ?? name,
      ...(source.skipCrds ? { skipCrds: true } : {}),
      ...(source.values ? { valuesObject: source.values } : {}),
    },
  }
}

function gitSource(source: Extract<ReleaseSource, { type: 'git' }>) {
  return {
    repoURL: source.repoURL,
    targetRevision: source.version,
    path: source.path,
    ...(source.include ? { directory: { include: source.include } } : {}),
  }
}

/**
 * @param more sync options that only some Applications have. The root ignores no differences; before v3.5.1 it could not
 *   have had RespectIgnoreDifferences either (https://github.com/argoproj/argo-cd/issues/29253).
 */
function syncPolicy(prune: boolean, more: readonly string[] = []): ApplicationSpec['syncPolicy'] {
  return {
    automated: { prune, selfHeal: true },
    // Server-side apply: several CRDs are larger than the annotation that client-side apply needs.
    // Only what changed is applied: the root waits for each Application that it applies, and one that cannot become
    // healthy, because a node is dead, would hold back all others.
    syncOptions: ['ServerSideApply=true', ...more, 'ApplyOutOfSyncOnly=true'],
    // A first boot waits minutes for images, and days for somebody to make the Secrets; after a last attempt Argo CD
    // would leave this revision alone for good. Each attempt takes the newest revision, but the source of the first one:
    // see the README of argo-cd.
    retry: { limit: -1, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
  }
}
