import type { KubeApi } from '../../src/api/kube-api.ts'
import { describe as describeObject } from '../../src/api/kube-object.ts'
import type { ClusterTreeUnderTest } from '../../src/tree/load-cluster-trees.ts'

/**
 * What the cluster holds of a tree's objects, without what controllers write: status, and bookkeeping that changes
 * with it. Object -> content, or `missing`.
 */
export async function snapshot(api: KubeApi, tree: ClusterTreeUnderTest): Promise<Record<string, string>> {
  const objects = tree.rendering.objects.map(({ object }) => object)
  const entries = await Promise.all(
    objects.map(async (object) => {
      const live = await api.find(object)
      if (!live) return [describeObject(object), 'missing']
      const { status: _, metadata, ...content } = live
      const { uid, labels, annotations, generation } = metadata
      return [
        describeObject(object),
        JSON.stringify({ ...content, metadata: { uid, labels, annotations, generation } }),
      ]
    }),
  )
  return Object.fromEntries(entries)
}

/** Objects whose content differs between two snapshots. */
export function changedBetween(before: Record<string, string>, after: Record<string, string>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => before[name] !== after[name]).sort()
}
