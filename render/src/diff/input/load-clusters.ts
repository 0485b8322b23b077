import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Cluster, isRecord } from '@ainur/constructs'
import { isTreeIndex } from '../../layout/tree-index.ts'
import type { Sides } from './open-sides.ts'

/**
 * The definitions of the clusters whose trees are compared, from `apps/` of `root`: trees of ours name theirs in
 * `index.json`. A definition that cannot be loaded is left out, and `warn` says what is not judged then.
 */
export async function loadClusters(sides: Sides, root: string, warn: (text: string) => void): Promise<ReadonlyMap<string, Cluster>> {
  const clusters = new Map<string, Cluster>()
  for (const name of new Set([...sides.head.indexes(), ...sides.base.indexes()].flatMap(clusterName))) {
    const file = join(root, 'apps', name, 'cluster.ts')
    if (!/^[\w-]+$/.test(name) || !existsSync(file)) continue
    try {
      const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>
      const cluster = Object.values(module).find(isCluster)
      if (cluster) clusters.set(name, cluster)
      else warn(`apps/${name}/cluster.ts exports no cluster: capacity and addresses of its nodes are not judged`)
    } catch {
      warn(`apps/${name}/cluster.ts cannot be loaded: capacity and addresses of its nodes are not judged (npm run check says why)`)
    }
  }
  return clusters
}

function clusterName(text: string): string[] {
  try {
    const index: unknown = JSON.parse(text)
    return isTreeIndex(index) ? [index.cluster] : []
  } catch {
    return []
  }
}

function isCluster(value: unknown): value is Cluster {
  return isRecord(value) && Array.isArray(value.nodes) && isRecord(value.network) && isRecord(value.kubernetes)
}
