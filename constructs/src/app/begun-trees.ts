import { AsyncLocalStorage } from 'node:async_hooks'
import type { ClusterTree } from './cluster-tree.ts'

const collector = new AsyncLocalStorage<ClusterTree[]>()

/** Runs `build`, and adds each tree that it begins to `trees`: what its apps reported is worth telling even if it throws. */
export function collectBegunTrees<T>(trees: ClusterTree[], build: () => T): T {
  return collector.run(trees, build)
}

/** @internal Called by `ClusterTree`. */
export function noteBegunTree(tree: ClusterTree): void {
  collector.getStore()?.push(tree)
}
