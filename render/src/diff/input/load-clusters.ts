import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { discoverClusters } from '../../pipeline/discover-clusters.ts'
import type { ClusterFacts } from '../reading/clusters.ts'
import type { Sides } from './open-sides.ts'
import { readIndexes } from './read-indexes.ts'

/**
 * The definitions of the clusters whose trees are compared, from `apps/` of `root`: trees of ours name theirs in
 * `index.json`. A definition that cannot be loaded is left out, and `warn` says what is not judged then.
 */
export async function loadClusters(
  sides: Sides,
  root: string,
  warn: (text: string) => void,
): Promise<ReadonlyMap<string, ClusterFacts>> {
  const clusters = new Map<string, ClusterFacts>()
  const names = new Set([sides.head, sides.base].flatMap(readIndexes).map(({ cluster }) => cluster))
  if (names.size === 0 || !existsSync(join(root, 'apps'))) return clusters
  for (const folder of discoverClusters(join(root, 'apps'))) {
    if (!names.has(folder.name)) continue
    try {
      const tree = await folder.build()
      tree.complete()
      clusters.set(folder.name, { cluster: tree.definition, apps: tree.apps })
    } catch {
      warn(`apps/${folder.name} cannot be built: capacity is not judged (npm run check says why)`)
    }
  }
  return clusters
}
