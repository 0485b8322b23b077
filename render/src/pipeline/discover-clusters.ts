import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ClusterTree } from '@ainur/constructs'
import { collectBegunTrees } from '@ainur/constructs/begun-trees'
import { explainLoading, explainSlip, OwnCodeError } from './own-code-error.ts'

/** A folder of `apps/` that holds a cluster. */
export interface ClusterFolder {
  readonly name: string
  /** Loads `index.ts` and builds the construct tree. Throws what the definition or an app throws. */
  build(): Promise<ClusterTree>
  /** Trees that `build()` began, even where it threw. */
  readonly begun: readonly ClusterTree[]
}

/**
 * Clusters of `appsDir`: every folder with an `index.ts`, by name; and those with a `cluster.ts` only, where that file is
 * missing or misspelt. Other folders may hold what clusters share.
 */
export function discoverClusters(appsDir: string): ClusterFolder[] {
  return readdirSync(appsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .filter(({ name }) => ['index.ts', 'cluster.ts'].some((file) => existsSync(join(appsDir, name, file))))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const begun: ClusterTree[] = []
      return { name, begun, build: () => collectBegunTrees(begun, () => buildTree(name, resolve(appsDir, name))) }
    })
}

async function buildTree(name: string, folder: string): Promise<ClusterTree> {
  try {
    if (!existsSync(join(folder, 'index.ts'))) {
      const there = readdirSync(folder).sort().join(', ')
      const message = `apps/${name} has no index.ts, which says what apps the cluster has; there is ${there}`
      throw new OwnCodeError(name, message, 'add it, or rename the file that is meant')
    }
    const module = await load(folder)
    if (typeof module.default !== 'function') {
      const remedy = 'write `export default function` before the function that returns the ClusterTree'
      throw new OwnCodeError(name, `apps/${name}/index.ts exports no function as its default`, remedy)
    }
    const tree = (await module.default()) as ClusterTree | undefined
    if (typeof tree?.complete !== 'function') {
      const message = `the default function of apps/${name}/index.ts returns no ClusterTree`
      throw new OwnCodeError(name, message, 'end it with `return cluster`')
    }
    return tree
  } catch (error) {
    throw explainSlip(error, folder)
  }
}

async function load(folder: string): Promise<{ default?: unknown }> {
  try {
    return await import(pathToFileURL(join(folder, 'index.ts')).href)
  } catch (error) {
    throw explainLoading(error, folder)
  }
}
