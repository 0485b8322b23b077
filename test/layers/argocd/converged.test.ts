import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describe as describeObject } from '../../src/api/kube-object.ts'
import { ApplicationLog } from '../../src/argo-cd/application-log.ts'
import { refreshApplications, syncApplications, waitForApplications } from '../../src/argo-cd/wait-for-applications.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { processProvider } from '../../src/process/process-provider.ts'
import { loadClusterTrees } from '../../src/tree/load-cluster-trees.ts'
import { until } from '../../src/wait/until.ts'
import { pathOf, pick, withData } from './pick-object.ts'
import { changedBetween, snapshot } from './snapshot.ts'
import { startTree, type TreeInCluster } from './start-tree.ts'
import { outOfOrder } from './wave-order.ts'

const skipped = await skipReason('argocd', processProvider)
const trees = await loadClusterTrees()

describe.skipIf(skipped).each(trees)('Argo CD with the tree of $name', (tree) => {
  let running: TreeInCluster
  let log: ApplicationLog
  let revision: string

  beforeAll(async () => {
    running = await startTree(`converged-${tree.name}`, tree)
    for (const { application, was, is } of running.local.replacements) {
      process.stderr.write(`${application}: ${was} is replaced by ${is}, which holds its declared workloads only\n`)
    }
  })
  keepLogsOfFailures(() => running?.cluster)
  afterAll(async () => {
    await log?.stop()
    await running?.cluster.destroy()
  })

  // Seconds on an idle machine; a busy one may take its time, since what is asserted is order and outcome.
  const settled = (names: readonly string[] = running.applications) =>
    waitForApplications({
      api: running.cluster.api,
      family: running.cluster.family,
      names,
      revision,
      timeoutMs: 110_000,
    })

  it('brings every Application to Synced and Healthy when only the root is applied', async () => {
    const { cluster, repository, local } = running
    revision = repository.push('the tree')
    log = await ApplicationLog.start(cluster.api)
    const start = performance.now()
    await cluster.api.apply(local.root)
    await settled()
    process.stderr.write(`empty to healthy: ${Math.round(performance.now() - start)} ms\n`)
  })

  it('made no Application before those of all earlier waves were healthy', () => {
    expect(outOfOrder(log, tree.rendering.waves), log.toString()).toEqual([])
  })

  it('changes nothing in a second sync', async () => {
    const { cluster, applications } = running
    const before = await snapshot(cluster.api, tree)
    await syncApplications(cluster.api, applications)
    await settled()
    expect(changedBetween(before, await snapshot(cluster.api, tree))).toEqual([])
  })

  it('changes exactly the object that a push changes', async () => {
    const { cluster, repository, local } = running
    const target = pick(tree, 'ConfigMap')
    const before = await snapshot(cluster.api, tree)
    repository.write(pathOf(local, target), withData(target.object, 'pushed'))
    revision = repository.push('change one object')
    const start = performance.now()
    await refreshApplications(cluster.api, [target.app])
    await settled([target.app])
    process.stderr.write(`push to healthy: ${Math.round(performance.now() - start)} ms\n`)
    expect(changedBetween(before, await snapshot(cluster.api, tree))).toEqual([describeObject(target.object)])
    expect((await cluster.api.read(target.object)).data.test).toBe('pushed')
  })

  it('heals what somebody changed by hand', async () => {
    const { cluster } = running
    const { object } = pick(tree, 'ConfigMap')
    await cluster.api.merge(object, { data: { test: 'drift' } })
    await until(
      async () => {
        const { data } = await cluster.api.read(object)
        return data.test === 'pushed' ? { done: true } : { state: `test is ${data.test}` }
      },
      { what: 'Argo CD to undo the change', report: () => cluster.family.tail('application-controller', 20) },
    )
  })

  it('prunes an object whose file was removed, and nothing else', async () => {
    const { cluster, repository, local } = running
    const target = pick(tree, 'ConfigMap')
    const before = await snapshot(cluster.api, tree)
    repository.remove(pathOf(local, target))
    revision = repository.push('remove one object')
    await refreshApplications(cluster.api, [target.app])
    await settled([target.app])
    const after = await snapshot(cluster.api, tree)
    expect(changedBetween(before, after)).toEqual([describeObject(target.object)])
    expect(after[describeObject(target.object)]).toBe('missing')
  })
})
