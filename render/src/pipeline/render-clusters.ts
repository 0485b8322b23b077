import { dirname, relative, resolve, sep } from 'node:path'
import { type ClusterTree, TreeError } from '@ainur/constructs'
import { type Finding, ownObject } from '@ainur/constructs/finding'
import { readDefinitions } from '../definitions/read-definitions.ts'
import { readImageLock } from '../images/read-image-lock.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Rendering } from '../model/rendering.ts'
import { clusterNameFolder, renderingImpure } from './app-rules.ts'
import { discoverClusters } from './discover-clusters.ts'
import { MisshapenError } from './misshapen-error.ts'
import { objectPlaces, type PlaceOf } from './object-places.ts'
import { type InflatedObjects, renderTree } from './render-tree.ts'
import { treeFindings } from './tree-findings.ts'
import { findingsOf, ofFolder } from './user-errors.ts'
import { type ImpureLine, watchPurity } from './watch-purity.ts'

/** What became of one cluster. */
export interface ClusterResult {
  readonly name: string
  readonly findings: readonly Finding[]
  /** Where the owner wrote the objects that findings are about. */
  readonly placeOf?: PlaceOf
  /** Absent if the definition or the wiring of its apps is broken, or the folder is another cluster's. */
  readonly rendering?: Rendering
  readonly applications: readonly KubeObject[]
  readonly root?: KubeObject
}

export interface RenderOptions {
  /** Folder with one folder per cluster. */
  readonly appsDir: string
  /** Name of the only cluster to render. @default all */
  readonly only?: string
  /** Where helm, and the archives of inflated charts, are looked for. @default process.env */
  readonly env?: NodeJS.ProcessEnv
}

/** Renders the clusters of a repository. Mistakes of its owner become findings; nothing is written. */
export async function renderClusters({ appsDir, only, env = process.env }: RenderOptions): Promise<ClusterResult[]> {
  const folder = resolve(appsDir)
  const root = dirname(folder)
  const folders = discoverClusters(appsDir).filter(({ name }) => only === undefined || name === only)
  // Read within the loop, so that a broken file is a finding of the clusters that need it.
  const lock = once(() => readImageLock(root))
  const definitions = once(() => readDefinitions(root))
  const results: ClusterResult[] = []
  for (const { name, build, begun } of folders) {
    try {
      const { value: tree, impure } = await watchPurity(
        (file) => file.startsWith(folder + sep),
        async () => {
          const built = await build()
          built.complete()
          return built
        },
      )
      const inflated = await inflatedObjects(tree, root, env)
      const {
        rendering,
        findings,
        applications,
        root: rootApplication,
      } = renderTree(tree, lock(), root, inflated, definitions())
      const misplaced = misplacedFinding(name, rendering.cluster.name)
      const about = [...impureFindings(impure, name, root), ...findings.map((finding) => ofFolder(finding, name))]
      const placeOf = objectPlaces(rendering.objects, tree.apps, folder)
      // The tree would claim everywhere to be the other cluster's.
      if (misplaced.length > 0) results.push({ name, findings: [...misplaced, ...about], applications: [] })
      else results.push({ name, findings: about, placeOf, rendering, applications, root: rootApplication })
    } catch (error) {
      const findings = findingsOf(error, name, root)
      if (!findings) throw error
      // An app that gave up does not hide what others said before.
      const before = error instanceof TreeError ? [] : begun.flatMap((tree) => treeFindings(tree, root))
      const placeOf =
        error instanceof MisshapenError
          ? objectPlaces(
              error.objects,
              begun.flatMap(({ apps }) => apps),
              folder,
            )
          : undefined
      const all = [...before.map((each) => ofFolder(each, name)), ...findings]
      results.push({ name, findings: all, ...(placeOf && { placeOf }), applications: [] })
    }
  }
  return results
}

/** Loaded only for those who inflate: everybody else starts faster without it. */
async function inflatedObjects(
  tree: ClusterTree,
  root: string,
  env: NodeJS.ProcessEnv,
): Promise<InflatedObjects | undefined> {
  if (tree.apps.every(({ inflations }) => inflations.length === 0)) return undefined
  const { inflateReleases } = await import('../inflate/inflate-releases.ts')
  return inflateReleases(tree, { root, env })
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function impureFindings(lines: readonly ImpureLine[], cluster: string, root: string): Finding[] {
  return lines.map(({ file, line, call }) => {
    const path = `${relative(root, file).split(sep).join('/')}:${line}`
    const message = `${call} gives something else at each run, and the same definition has to give the same tree`
    return renderingImpure.finding(ownObject('Cluster', cluster), path, message)
  })
}

/** The folder decides where the tree goes: a copied folder that kept its old name would overwrite the original. */
function misplacedFinding(folder: string, name: string): Finding[] {
  if (folder === name) return []
  const message = `name is '${name}', but the definition is in apps/${folder}`
  const remedy = `write name: '${folder}', or rename the folder to apps/${name}`
  return [clusterNameFolder.finding(ownObject('Cluster', folder), 'name', message, remedy)]
}
