import { pathOf, pick, withData } from '../../test/layers/argocd/pick-object.ts'
import { startTree } from '../../test/layers/argocd/start-tree.ts'
import { whyNotSettled } from '../../test/src/argo-cd/application-state.ts'
import {
  applicationKey,
  refreshApplications,
  waitForApplications,
} from '../../test/src/argo-cd/wait-for-applications.ts'
import { loadClusterTrees } from '../../test/src/tree/load-cluster-trees.ts'
import { until } from '../../test/src/wait/until.ts'

export interface TreeTimes {
  /** Control plane, CustomResourceDefinitions and Argo CD. */
  readonly startMs: number
  /** From the root Application to all of them synced and healthy. */
  readonly treeMs: number
  /** From each refresh to all Applications synced and healthy. */
  readonly pushMs: readonly number[]
}

/** Has Argo CD sync the tree of ainur into an empty cluster, then changes one object after another. */
export async function measureTree({ pushes }: { readonly pushes: number }): Promise<TreeTimes> {
  const [tree] = await loadClusterTrees({ only: 'ainur' })
  if (!tree) throw new Error('apps/ainur is gone')
  const started = performance.now()
  const { cluster, repository, local, applications } = await startTree('bench', tree)
  try {
    const startMs = performance.now() - started
    const settled = (revision?: string) =>
      waitForApplications({
        api: cluster.api,
        family: cluster.family,
        names: applications,
        timeoutMs: 180_000,
        ...(revision && { revision }),
      })
    const first = repository.push('the tree')
    const applied = performance.now()
    await cluster.api.apply(local.root)
    await settled(first)
    const treeMs = performance.now() - applied

    const target = pick(tree, 'ConfigMap')
    const pushMs: number[] = []
    for (let push = 0; push < pushes; push++) {
      repository.write(pathOf(local, target), withData(target.object, `push ${push}`))
      const revision = repository.push(`push ${push}`)
      const refreshed = performance.now()
      await refreshApplications(cluster.api, [target.app])
      // One Application is small enough to be asked for often; then the others are looked at once.
      await until(
        async () => {
          const state = whyNotSettled(await cluster.api.read(applicationKey(target.app)), revision)
          return state ? { state } : { done: true }
        },
        { what: `${target.app} to be healthy at its new revision`, intervalMs: 20 },
      )
      await settled()
      pushMs.push(performance.now() - refreshed)
    }
    return { startMs, treeMs, pushMs }
  } finally {
    await cluster.destroy()
  }
}
