import { sourcesIn } from '../../known-systems/argo-cd/sources.ts'
import { knownAbout } from '../../known-systems/known-systems.ts'
import { foldersOf, tailsOf } from '../../text/tree-path.ts'
import { plainRepository } from '../effects/repository.ts'
import type { Owners, TreeObject } from '../model.ts'

/** One chart or repository that something in the cluster fetches. */
export interface ChartSource {
  readonly repository: string
  /** Name of the chart; undefined for a repository of manifests. */
  readonly chart?: string
  /** Folder in the repository, or the name under which others refer to it. */
  readonly folder: string
  readonly revision: unknown
  /** Path of the revision in the object. */
  readonly path: string
  /** Number of the source, from 1, where an Application has several. */
  readonly position?: number
}

/** What is fetched for an object, by whichever system reads it. */
export function releaseSources({ group, ref, value }: TreeObject): ChartSource[] {
  return knownAbout(`${group}/${ref.kind}`, ({ sources }) => sources).flatMap((read) => read(value))
}

/** Each source with the one that it takes the place of: the same chart or folder, else the only one left of its repository. */
export function pairSources(
  old: readonly ChartSource[],
  now: readonly ChartSource[],
): { readonly before?: ChartSource; readonly after: ChartSource }[] {
  const left = [...old]
  const take = (isSame: (each: ChartSource) => boolean) => {
    const at = left.findIndex(isSame)
    return at < 0 ? undefined : left.splice(at, 1)[0]
  }
  const exact = now.map((after) => ({ after, before: take((each) => keyOf(each) === keyOf(after)) }))
  return exact.map(({ after, before }) => {
    const repository = plainRepository(after.repository)
    const found =
      before ??
      (after.chart ? undefined : take((each) => !each.chart && plainRepository(each.repository) === repository))
    return found ? { before: found, after } : { after }
  })
}

function keyOf({ chart, folder, repository }: ChartSource): string {
  return chart ? `chart ${chart}` : `folder ${plainRepository(repository)} ${folder}`
}

/** Repositories that the tree itself comes from: an Application reads a folder of the tree from them. */
export function ownRepositories({ applications, tree }: Owners): Set<string> {
  const folders = new Set(tree.manifests.flatMap(({ file }) => foldersOf(file)))
  const isHere = (path: string) => tailsOf(path).some((tail) => folders.has(tail))
  return new Set(
    applications.flatMap(({ value }) =>
      sourcesIn(value.spec).flatMap(({ repoURL, path }) =>
        typeof repoURL === 'string' && typeof path === 'string' && isHere(path) ? [plainRepository(repoURL)] : [],
      ),
    ),
  )
}
