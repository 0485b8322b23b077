import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ClusterTree } from '@ainur/constructs'

/** A folder of `apps/` that holds a cluster. */
export interface ClusterFolder {
  readonly name: string
  /** Loads `index.ts` and builds the construct tree. Throws what the definition or an app throws. */
  build(): Promise<ClusterTree>
}

/** Clusters of `appsDir`: every folder with an `index.ts`, by name. */
export function discoverClusters(appsDir: string): ClusterFolder[] {
  return readdirSync(appsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(appsDir, entry.name, 'index.ts')))
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({ name, build: () => buildTree(join(appsDir, name, 'index.ts')) }))
}

async function buildTree(file: string): Promise<ClusterTree> {
  const module = (await import(pathToFileURL(file).href)) as { default?: unknown }
  if (typeof module.default !== 'function') {
    throw new TypeError(`${file}: no default export; export a function that returns the cluster's ClusterTree`)
  }
  return module.default() as ClusterTree
}
