import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ApplicationLog } from '../../src/argo-cd/application-log.ts'
import { applicationKey, refreshApplications, waitForApplications } from '../../src/argo-cd/wait-for-applications.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { processProvider } from '../../src/process/process-provider.ts'
import { loadClusterTrees } from '../../src/tree/load-cluster-trees.ts'
import { until } from '../../src/wait/until.ts'
import { type HeldApp, holdEarliest } from './hold.ts'
import { startTree, type TreeInCluster } from './start-tree.ts'
import { outOfOrder } from './wave-order.ts'

const skipped = await skipReason('argocd', processProvider)
const trees = await loadClusterTrees()

describe.skipIf(skipped).each(trees)('the waves of $name, while an early app cannot become healthy', (tree) => {
  const { waves } = tree.rendering
  let running: TreeInCluster
  let log: ApplicationLog
  let held: HeldApp
  let revision: string

  beforeAll(async () => {
    running = await startTree(`waves-${tree.name}`, tree)
    held = holdEarliest(running.local, waves)
    running.repository.write(held.path, held.broken)
    revision = running.repository.push('the tree, with one app that hangs')
    log = await ApplicationLog.start(running.cluster.api)
    await running.cluster.api.apply(running.local.root)
  })
  keepLogsOfFailures(() => running?.cluster)
  afterAll(async () => {
    await log?.stop()
    await running?.cluster.destroy()
  })

  const heldWave = () => waves.get(held.app) ?? 0
  const later = () => [...waves].filter(([, wave]) => wave > heldWave()).map(([app]) => app)

  it('wait: the root says for which app, and none of a later wave exists', async () => {
    const { cluster } = running
    const waiting = `argoproj.io/Application/${held.app}`
    await until(
      async () => {
        const { status } = await cluster.api.read(applicationKey(tree.root.metadata.name))
        const message: string = status?.operationState?.message ?? ''
        return message.includes('waiting for healthy state') && message.includes(waiting)
          ? { done: true }
          : { state: message }
      },
      { what: `the root to wait for ${held.app}`, timeoutMs: 300_000, report: () => log.toString() },
    )
    // If the next wave were not held, it would be made at once: every app of the held wave gets time to settle first.
    const others = [...waves].filter(([app, wave]) => wave <= heldWave() && app !== held.app).map(([app]) => app)
    await waitForApplications({ api: cluster.api, family: cluster.family, names: others })
    const present = await cluster.api.list('argoproj.io/v1alpha1', 'Application', { namespace: 'argocd' })
    const names = present.map(({ metadata }) => metadata.name)
    expect(later().length).toBeGreaterThan(0)
    expect(later().filter((app) => names.includes(app))).toEqual([])
  })

  it('go on once a push lets it become healthy, each after the one before', async () => {
    const { cluster, repository, applications } = running
    repository.write(held.path, held.sound)
    revision = repository.push('let it go')
    // Only the app itself looks at the new commit. The root still syncs the old one, in which nothing of it differs.
    await refreshApplications(cluster.api, [held.app])
    await waitForApplications({ api: cluster.api, family: cluster.family, names: [held.app], revision })
    await waitForApplications({ api: cluster.api, family: cluster.family, names: applications })
    expect(outOfOrder(log, waves), log.toString()).toEqual([])
  })
})
