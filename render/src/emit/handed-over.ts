import type { IndexedObject, TreeIndex } from '../layout/tree-index.ts'

/**
 * Tells which objects leave the tree only because Argo CD renders their chart again, at the same version: they stay in
 * the cluster.
 *
 * @param next index of the tree that is about to be written
 */
export function handedOver(previous: TreeIndex, next: TreeIndex): (object: IndexedObject) => boolean {
  const releaseOf = (index: TreeIndex, app: string | undefined, release: string | undefined) =>
    index.apps.find(({ name }) => name === app)?.releases.find(({ name }) => name === release)
  return ({ app, release, kind }) => {
    if (release === undefined) return false
    const [before, after] = [releaseOf(previous, app, release), releaseOf(next, app, release)]
    if (!before?.inflated || !after || after.inflated || after.version !== before.version) return false
    return !(after.skipCrds && kind === 'CustomResourceDefinition')
  }
}
