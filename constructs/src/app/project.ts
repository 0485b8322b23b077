import { type AppProject, appProject } from 'argocd-types'
import { type App, systemProject } from './app.ts'
import { argoCdNamespace, inCluster } from './application.ts'

/** What an app's rendered objects need from its project. */
export interface ProjectUse {
  readonly app: App
  readonly namespaces: readonly string[]
  /** Cluster-scoped kinds, as `group/Kind` (`/Namespace` for the core group). */
  readonly clusterKinds: readonly string[]
  readonly hasObjects: boolean
}

const ofSystem = 'What the other apps stand on: networking, certificates, storage, Argo CD itself'
const ofPeople = 'Apps that people use'

/** An AppProject that allows exactly the sources, namespaces and cluster-scoped kinds that its apps use. */
export function projectFor(name: string, uses: readonly ProjectUse[]): AppProject {
  const releases = uses.flatMap(({ app }) => app.releases)
  const sources = [
    ...uses.filter(({ hasObjects }) => hasObjects).map(({ app }) => app.cluster.git.url),
    ...releases.map(({ source }) => source.repoURL),
  ]
  const namespaces = uses.flatMap(({ app, namespaces }) => [
    app.appNamespace,
    ...namespaces,
    ...app.releases.flatMap(({ contents }) => contents.namespaces),
  ])
  const clusterKinds = [
    ...uses.flatMap((use) => use.clusterKinds),
    ...releases.flatMap(({ contents }) => contents.clusterKinds),
  ]
  return appProject(
    {
      name,
      namespace: argoCdNamespace,
      // Before the Applications, which wait in wave 0 and later.
      annotations: { 'argocd.argoproj.io/sync-wave': '-1' },
    },
    {
      description: name === systemProject ? ofSystem : ofPeople,
      sourceRepos: unique(sources),
      destinations: unique(namespaces).map((namespace) => ({ server: inCluster, namespace })),
      clusterResourceWhitelist: unique(clusterKinds).map(groupKind),
    },
  )
}

function groupKind(text: string): { group: string; kind: string } {
  const [group = '', kind = ''] = text.split('/')
  return { group, kind }
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort()
}
