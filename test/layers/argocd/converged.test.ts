import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { ApplicationLog } from '../../src/argo-cd/application-log.ts'
import { whyNotSettled } from '../../src/argo-cd/application-state.ts'
import {
  applicationKey,
  refreshApplications,
  syncApplications,
  waitForApplications,
} from '../../src/argo-cd/wait-for-applications.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { processProvider } from '../../src/process/process-provider.ts'
import { loadClusterTrees } from '../../src/tree/load-cluster-trees.ts'
import { until } from '../../src/wait/until.ts'
import { diffOf } from './diff-of.ts'
import { type PickedObject, pathOf, pick, withData, withPodAnnotation } from './pick-object.ts'
import { changesBetween, objectKey, snapshot } from './snapshot.ts'
import { startTree, type TreeInCluster } from './start-tree.ts'
import { terminate } from './terminate.ts'
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
    const before = await snapshot(cluster.api)
    await syncApplications(cluster.api, applications)
    await settled()
    expect(changesBetween(before, await snapshot(cluster.api))).toEqual([])
    // Nothing of the tree is missing from what is compared.
    const objects = [...tree.applications, ...tree.rendering.objects.map(({ object }) => object)]
    expect(objects.map(keyOf).filter((key) => !before[key])).toEqual([])
  })

  /** Pushes what was written, and returns what `ainur diff` says of it and what it did to the cluster. */
  const push = async (message: string, apps: readonly string[]) => {
    const { cluster, repository } = running
    const before = await snapshot(cluster.api)
    const base = revision
    revision = repository.push(message)
    const start = performance.now()
    await refreshApplications(cluster.api, apps)
    await settled(apps)
    process.stderr.write(`push to healthy: ${Math.round(performance.now() - start)} ms\n`)
    const said = await diffOf(repository.work, tree.cluster.git.path, base, revision)
    return { said, done: changesBetween(before, await snapshot(cluster.api)) }
  }

  it('does what the diff says of a push: changes, adds, and leaves alone what is only written differently', async () => {
    const { cluster, repository, local } = running
    const [map, workload, service] = ['ConfigMap', 'Deployment', 'Service'].map((kind) => pick(tree, kind)) as [
      PickedObject,
      PickedObject,
      PickedObject,
    ]
    repository.write(pathOf(local, map), withData(map.object, 'pushed'))
    repository.write(pathOf(local, workload), withPodAnnotation(workload.object, 'pushed'))
    repository.write(pathOf(local, service), `# The same in other words.\n${JSON.stringify(service.object)}\n`)
    const added = { ...map.object, metadata: { ...map.object.metadata, name: 'added-by-a-push' } }
    repository.write(pathOf(local, map).replace(/[^/]+$/, 'ConfigMap-added-by-a-push.yaml'), added)
    const { said, done } = await push('several changes', [...new Set([map.app, workload.app, service.app])])
    expect(done).toEqual(said)
    expect(said).toEqual(
      [
        { change: 'changed', object: keyOf(map.object) },
        { change: 'changed', object: keyOf(workload.object) },
        { change: 'added', object: keyOf(added) },
      ].sort((a, b) => (a.object < b.object ? -1 : 1)),
    )
    expect((await cluster.api.read(map.object)).data.test).toBe('pushed')
  })

  it('changes an Application, and leaves its status to the controller that writes it', async () => {
    const { cluster, repository, local } = running
    const path = [...local.files.keys()].find((file) => file.includes('/applications/Application-')) as string
    const application: KubeObject = parse(local.files.get(path) as string)
    repository.write(path, { ...application, spec: { ...application.spec, revisionHistoryLimit: 5 } })
    const { said, done } = await push('change an Application', [tree.name, application.metadata.name])
    expect(done).toEqual(said)
    expect(said).toEqual([{ change: 'changed', object: keyOf(application) }])
    // Applications have no status subresource: applying a status would put running operations back.
    const { metadata } = await cluster.api.read(application)
    expect(metadata.managedFields.filter(isApplied).flatMap(ownedFields)).toEqual(['metadata', 'spec'])
  })

  it('heals what somebody changed by hand', async () => {
    const { cluster } = running
    const { app, object } = pick(tree, 'ConfigMap')
    await cluster.api.merge(object, { data: { test: 'drift' } })
    await until(
      async () => {
        const { data } = await cluster.api.read(object)
        return data.test === 'pushed' ? { done: true } : { state: `test is ${data.test}` }
      },
      { what: 'Argo CD to undo the change', report: () => cluster.family.tail('application-controller', 20) },
    )
    // The object is healed before the sync that does it has ended.
    await settled([app])
  })

  it('prunes an object whose file was removed, and nothing else, as the diff says', async () => {
    const { repository, local } = running
    const target = pick(tree, 'ConfigMap')
    repository.remove(pathOf(local, target))
    const { said, done } = await push('remove one object', [target.app])
    expect(done).toEqual(said)
    expect(said).toEqual([{ change: 'removed', object: keyOf(target.object) }])
  })

  it('says of a sync that retries a source which has left Git, and forgets it once it is terminated', async () => {
    const { cluster, repository, local } = running
    const { app } = pick(tree, 'ConfigMap')
    const file = [...local.files.keys()].find((path) => path.endsWith(`/Application-${app}.yaml`)) as string
    const application: KubeObject = parse(local.files.get(file) as string)
    const [wrong, root] = ['wrong', applicationKey(tree.root.metadata.name)]
    for (const [path, text] of local.files) {
      if (path.includes(`/apps/${app}/`)) repository.write(path.replace(/.*[/]/, `${wrong}/`), text)
    }
    repository.write(`${wrong}/Service-refused.yaml`, refusedService)
    const { source, sources, ...spec } = application.spec
    const mistaken = { ...spec, source: { ...(source ?? sources.at(-1)), path: wrong } }
    repository.write(file, { ...application, spec: mistaken })
    repository.push('a source that the API server refuses')
    await refreshApplications(cluster.api, [tree.name])
    const operationOf = async () => (await cluster.api.read(applicationKey(app))).status?.operationState
    await until(
      async () => {
        const { phase, retryCount = 0, message } = (await operationOf()) ?? {}
        return phase === 'Running' && retryCount > 0 ? { done: true } : { state: `${phase}: ${message}` }
      },
      { what: `a sync of ${app} to be retried` },
    )

    repository.write(file, application)
    revision = repository.push('the source that it had')
    await refreshApplications(cluster.api, [tree.name])
    await until(
      async () => {
        const { resources = [] } = (await cluster.api.read(root)).status
        const { health } = resources.find(({ kind, name }: Named) => kind === 'Application' && name === app) ?? {}
        return health?.message?.includes(`terminate-op ${app}`) ? { done: true } : { state: JSON.stringify(health) }
      },
      { what: `the root to say how ${app} gets its source` },
    )

    await until(
      async () => {
        // Terminated again in each look: an attempt that is under way may have missed it.
        const { phase, operation } = (await operationOf()) ?? {}
        if (phase === 'Running' && operation.sync.source?.path === wrong) await terminate(cluster.api, app, wrong)
        const why = whyNotSettled(await cluster.api.read(root), revision)
        return why ? { state: why } : { done: true }
      },
      { what: 'the root to be healthy again' },
    )
  })
})

interface Named {
  readonly kind: string
  readonly name: string
}

/** Passes every check but that of the API server itself. */
const refusedService: KubeObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'refused' },
  spec: { ports: [{ port: 99_999 }] },
}

/** An entry of `metadata.managedFields`. */
interface ManagedFields {
  readonly operation: 'Apply' | 'Update'
  readonly fieldsV1: Record<string, object>
}

const isApplied = ({ operation }: ManagedFields) => operation === 'Apply'
const ownedFields = ({ fieldsV1 }: ManagedFields) => Object.keys(fieldsV1).map((field) => field.replace('f:', ''))

function keyOf({ apiVersion, kind, metadata }: KubeObject): string {
  return objectKey(apiVersion, kind, metadata.namespace, metadata.name)
}
