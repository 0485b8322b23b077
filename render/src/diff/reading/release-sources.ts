import { asFilledText, asMap, specOf } from '../../model/shape.ts'
import { foldersOf, tailsOf } from '../../text/tree-path.ts'
import { type Owners, sourcesIn } from '../effects/owners.ts'
import { plainRepository } from '../effects/repository.ts'
import type { TreeObject } from '../input/tree-object.ts'

/** One chart or repository that something in the cluster fetches. */
export interface ReleaseSource {
  readonly repository: string
  /** Name of the chart; undefined for a repository of manifests. */
  readonly chart?: string
  /** Folder in the repository, or the name under which others refer to it. */
  readonly folder: string
  readonly revision: unknown
  /** Where the revision stands. */
  readonly path: string
  /** Number of the source, from 1, where an Application has several. */
  readonly position?: number
}

/** Sources of an Application or ApplicationSet, of a HelmChart of k3s, of a HelmRelease of Flux. */
export function releaseSources(object: TreeObject): ReleaseSource[] {
  const spec = specOf(object.value)
  switch (`${object.group}/${object.ref.kind}`) {
    case 'argoproj.io/Application':
      return argoSources(spec, 'spec')
    case 'argoproj.io/ApplicationSet':
      // Placeholders are filled in by the generators.
      return argoSources(asMap(asMap(spec.template).spec), 'spec.template.spec').filter(
        ({ revision, repository, chart }) => ![revision, repository, chart].some((each) => String(each).includes('{{')),
      )
    case 'helm.cattle.io/HelmChart':
      return typeof spec.chart === 'string' && !/\.tgz$|^https?:/.test(spec.chart)
        ? [
            {
              repository: asFilledText(spec.repo) ?? '',
              chart: spec.chart,
              folder: '',
              revision: spec.version,
              path: 'spec.version',
            },
          ]
        : []
    case 'helm.toolkit.fluxcd.io/HelmRelease': {
      const { chart, version, sourceRef } = asMap(asMap(spec.chart).spec)
      const repository = asFilledText(asMap(sourceRef).name) ?? ''
      return typeof chart === 'string' && !chart.startsWith('.')
        ? [{ repository, chart, folder: '', revision: version, path: 'spec.chart.spec.version' }]
        : []
    }
    default:
      return []
  }
}

function argoSources(spec: Record<string, unknown>, prefix: string): ReleaseSource[] {
  const isOne = !Array.isArray(spec.sources) || spec.sources.length === 0
  return sourcesIn(spec).flatMap((source, index) => {
    const repository = asFilledText(source.repoURL)
    if (!repository) return []
    const chart = asFilledText(source.chart)
    return [
      {
        repository,
        ...(chart && { chart }),
        folder: asFilledText(source.path) ?? asFilledText(source.ref) ?? '',
        revision: source.targetRevision,
        path: isOne ? `${prefix}.source.targetRevision` : `${prefix}.sources[${index}].targetRevision`,
        ...(!isOne && { position: index + 1 }),
      },
    ]
  })
}

/** Each source with the one that it takes the place of: the same chart or folder, else the only one left of its repository. */
export function pairSources(
  old: readonly ReleaseSource[],
  now: readonly ReleaseSource[],
): { readonly before?: ReleaseSource; readonly after: ReleaseSource }[] {
  const left = [...old]
  const take = (isSame: (each: ReleaseSource) => boolean) => {
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

function keyOf({ chart, folder, repository }: ReleaseSource): string {
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
