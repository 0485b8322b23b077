import { isRecord } from '@ainur/constructs/is-record'
import { type IndexedRelease, isTreeIndex, type TreeIndex } from '../../layout/tree-index.ts'
import { valuesDigest } from '../../layout/values-digest.ts'
import { sourcesOf } from '../effects/owners.ts'
import type { SourceFiles } from '../input/source-files.ts'
import type { ObjectChange, Tree, TreeObject } from '../model.ts'

/** A release whose chart was rendered by `synth` and is now by Argo CD, or the other way round. */
export interface ReleaseSwitch {
  readonly to: 'tree' | 'argo-cd'
  /** As it is after the change. */
  readonly application: TreeObject
  readonly release: string
  readonly chart: string
  readonly version: string
  /** What else changes about the release. Empty: its objects are the same ones before and after. */
  readonly differs: readonly ('version' | 'values')[]
  /** The objects that come into the tree, or leave it. */
  readonly changes: readonly ObjectChange[]
}

interface Side {
  readonly files: Pick<SourceFiles, 'indexes'>
  readonly tree: Tree
}

type Inflated = IndexedRelease & Required<Pick<IndexedRelease, 'inflated'>>

/** Releases that change hands. Only the index knows which objects of a tree come from a chart: other trees have none. */
export function findSwitches(changes: readonly ObjectChange[], base: Side, head: Side): ReleaseSwitch[] {
  const find = (to: ReleaseSwitch['to'], inTree: Side, atArgoCd: Side) =>
    indexesOf(inTree).flatMap((index) =>
      index.apps.flatMap(({ name, releases }) =>
        releases.filter(isInflated).flatMap((release) => {
          const other = applicationOf(name, index.cluster, atArgoCd.tree)
          const source = other && chartSource(other, release)
          const application = applicationOf(name, index.cluster, head.tree)
          if (!source || !application) return []
          const own = ownChanges(changes, to, index, name, release.name, source)
          if (own.length === 0) return []
          const { chart } = release.inflated
          const version = String((to === 'tree' ? release.version : source.targetRevision) ?? '')
          return [
            {
              to,
              application,
              release: release.name,
              chart,
              version,
              differs: differences(source, release),
              changes: own,
            },
          ]
        }),
      ),
    )
  return [...find('tree', head, base), ...find('argo-cd', base, head)]
}

function indexesOf({ files }: Side): TreeIndex[] {
  return files.indexes().flatMap((text) => {
    // Parsing the index of a large tree takes longer than comparing it.
    if (!text.includes('"inflated"')) return []
    try {
      const index: unknown = JSON.parse(text)
      return isTreeIndex(index) ? [index] : []
    } catch {
      return []
    }
  })
}

function isInflated(release: IndexedRelease): release is Inflated {
  return release.inflated !== undefined
}

function applicationOf(name: string, cluster: string, tree: Tree): TreeObject | undefined {
  const named = tree.ofKind('argoproj.io', 'Application').filter(({ ref }) => ref.name === name)
  return named.find(({ file }) => isOf(file, cluster))
}

/** A tree that was given as `dist/ainur` has no folder of that name inside. */
function isOf(file: string, cluster: string): boolean {
  return file.split('/').includes(cluster) || /^(apps|applications)\//.test(file)
}

function chartSource(application: TreeObject, { name, inflated }: Inflated): Record<string, unknown> | undefined {
  return sourcesOf(application).find(
    (source) => source.chart === inflated.chart && (helmOf(source).releaseName ?? name) === inflated.releaseName,
  )
}

function helmOf({ helm }: Record<string, unknown>): Record<string, unknown> {
  return isRecord(helm) ? helm : {}
}

function differences(source: Record<string, unknown>, { version, inflated }: Inflated): ReleaseSwitch['differs'] {
  return [
    ...(source.targetRevision === version ? [] : (['version'] as const)),
    ...(valuesDigest(helmOf(source).valuesObject ?? {}) === inflated.values ? [] : (['values'] as const)),
  ]
}

function ownChanges(
  changes: readonly ObjectChange[],
  to: ReleaseSwitch['to'],
  index: TreeIndex,
  app: string,
  release: string,
  source: Record<string, unknown>,
): ObjectChange[] {
  const files = new Set(
    index.objects.filter((each) => each.app === app && each.release === release).map(({ file }) => file),
  )
  const inIndex = ({ file }: TreeObject) =>
    files.has(file) || files.has(file.slice(file.indexOf(`${index.cluster}/`) + index.cluster.length + 1))
  return changes.filter(({ change, before, after }) => {
    if (to === 'tree') return change === 'added' && after !== undefined && inIndex(after)
    if (change !== 'removed' || before === undefined || !inIndex(before)) return false
    return before.ref.kind !== 'CustomResourceDefinition' || helmOf(source).skipCrds !== true
  })
}
