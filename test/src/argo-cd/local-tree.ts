import { layoutTree, serializeTree } from '@ainur/render'
import { stringify } from 'yaml'
import type { KubeObject } from '../api/kube-object.ts'
import type { ClusterTreeUnderTest } from '../tree/load-cluster-trees.ts'
import { releaseStandIn } from '../tree/release-stand-in.ts'

/** A change that was needed so that Argo CD can sync a tree without a network. */
export interface Replacement {
  readonly application: string
  readonly was: string
  readonly is: string
  /** How many workloads replace it; 0 for a release that only brings CustomResourceDefinitions. */
  readonly workloads: number
}

/** A tree as files of a repository that is served locally. */
export interface LocalTree {
  /** Path in the repository -> text. */
  readonly files: ReadonlyMap<string, string>
  /** The root Application. */
  readonly root: KubeObject
  readonly replacements: readonly Replacement[]
}

interface Source {
  repoURL: string
  path?: string
  chart?: string
  targetRevision: string
}

/**
 * The files of `dist/<cluster>` with their Git address replaced by `url`, and every upstream release replaced by a
 * folder of the same repository that holds its stand-in.
 */
export function localTree(tree: ClusterTreeUnderTest, url: string): LocalTree {
  const { git } = tree.cluster
  const replacements: Replacement[] = []
  const files = new Map<string, string>()
  const standIns = new Map<string, Pick<Replacement, 'is' | 'workloads'>>()
  for (const app of tree.rendering.apps) {
    for (const release of app.releases) {
      const path = `stand-ins/${app.appName}/${release.name}`
      const objects = releaseStandIn(release)
      standIns.set(sourceKey(app.appName, release.source), { is: path, workloads: objects.length })
      files.set(`${path}/objects.yaml`, objects.map((object) => stringify(object)).join('---\n'))
    }
  }
  const localSource = (application: string, source: Source): Source => {
    if (source.repoURL === git.url) return { ...source, repoURL: url, targetRevision: 'main' }
    const standIn = standIns.get(sourceKey(application, source))
    if (!standIn) throw new Error(`Application ${application} takes ${JSON.stringify(source)} from nowhere known`)
    replacements.push({ application, was: `${source.repoURL} ${source.chart ?? source.path}`, ...standIn })
    return { repoURL: url, path: standIn.is, targetRevision: 'main' }
  }
  const localize = (object: KubeObject): KubeObject => {
    const { spec } = object
    if (object.kind === 'AppProject') {
      return { ...object, spec: { ...spec, sourceRepos: [...new Set([...spec.sourceRepos, url])] } }
    }
    if (object.kind !== 'Application') return object
    const name = object.metadata.name
    if (spec.source) return { ...object, spec: { ...spec, source: localSource(name, spec.source) } }
    return { ...object, spec: { ...spec, sources: spec.sources.map((source: Source) => localSource(name, source)) } }
  }
  const local = { ...tree, findings: [], applications: tree.applications.map(localize), root: localize(tree.root) }
  for (const [path, bytes] of serializeTree(layoutTree(local))) files.set(`${git.path}/${path}`, bytes.toString('utf8'))
  return { files, root: local.root, replacements }
}

function sourceKey(
  application: string,
  { repoURL, chart, path }: { repoURL: string; chart?: string; path?: string },
): string {
  return [application, repoURL, chart ?? path].join(' ')
}
