import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { applicationKey, refreshApplications, waitForApplications } from '../../src/argo-cd/wait-for-applications.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { processProvider } from '../../src/process/process-provider.ts'
import { type ClusterTreeUnderTest, loadClusterTrees } from '../../src/tree/load-cluster-trees.ts'
import { until } from '../../src/wait/until.ts'
import { pathOf, pick } from './pick-object.ts'
import { startTree, type TreeInCluster } from './start-tree.ts'

const skipped = await skipReason('argocd', processProvider)
const trees = await loadClusterTrees()

describe.skipIf(skipped).each(trees)('an app that leaves the tree of $name', (tree) => {
  const { name: app, namespace, project } = leaf(tree)
  const kept = pick(tree, 'ConfigMap')
  let running: TreeInCluster
  let revision: string

  beforeAll(async () => {
    running = await startTree(`removed-${tree.name}`, tree)
    const { cluster, repository, local, applications } = running
    const { metadata } = kept.object
    const annotations = { ...metadata.annotations, 'argocd.argoproj.io/sync-options': 'Prune=false' }
    repository.write(pathOf(local, kept), { ...kept.object, metadata: { ...metadata, annotations } })
    revision = repository.push('the tree, with an object that stays')
    await cluster.api.apply(local.root)
    await waitForApplications({ api: cluster.api, family: cluster.family, names: applications, revision })
  })
  keepLogsOfFailures(() => running?.cluster)
  afterAll(async () => {
    await running?.cluster.destroy()
  })

  it('goes without holding up the others, though its namespace stays, and an object that is not pruned', async () => {
    const { cluster, repository, local } = running
    for (const [path, text] of local.files) {
      const file = path.slice(path.lastIndexOf('/') + 1)
      const gone =
        path.includes(`/apps/${app}/`) || [`Application-${app}.yaml`, `Namespace-${namespace}.yaml`].includes(file)
      if (gone) repository.remove(path)
      else if (file === `AppProject-${project}.yaml`) repository.write(path, withoutNamespace(text, namespace))
    }
    repository.remove(pathOf(local, kept))
    revision = repository.push('without one app')
    const others = running.applications.filter((name) => name !== app)
    await refreshApplications(cluster.api, others)
    // The app of the object is out of sync from now on; the root must be settled all the same.
    const settled = others.filter((name) => name !== kept.app)
    await waitForApplications({ api: cluster.api, family: cluster.family, names: settled, revision })
    const left = await cluster.api.list('argoproj.io/v1alpha1', 'Application', { namespace: 'argocd' })
    expect(left.map(({ metadata }) => metadata.name).sort()).toEqual([...others].sort())
    await until(
      async () => {
        const { sync } = (await cluster.api.read(applicationKey(kept.app))).status
        const compared = (sync.revision ?? sync.revisions?.at(-1)) === revision
        return compared && sync.status === 'OutOfSync' ? { done: true } : { state: JSON.stringify(sync.status) }
      },
      { what: `${kept.app} to be compared, and out of sync` },
    )
    expect(await cluster.api.read(kept.object)).toBeDefined()
    const namespaces = await cluster.api.list('v1', 'Namespace')
    expect(namespaces.map(({ metadata }) => metadata.name)).toContain(namespace)
  })

  it('leaves its pods behind, because its project no longer allows the namespace, until that is deleted', async () => {
    const { cluster } = running
    const deployments = () => cluster.api.list('apps/v1', 'Deployment', { namespace })
    expect(await deployments()).not.toEqual([])
    await cluster.api.delete({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } })
    await until(
      async () => {
        const left = await deployments()
        return left.length === 0 ? { done: true } : { state: left.map(({ metadata }) => metadata.name).join(', ') }
      },
      { what: `the Deployments of ${namespace} to go` },
    )
  })
})

/** An app that nothing needs, in a namespace of its own, whose Application takes its objects along. */
function leaf({ rendering, name }: ClusterTreeUnderTest) {
  const needed = new Set(rendering.apps.flatMap((app) => app.dependencies.map((dependency) => dependency.app)))
  const found = rendering.apps.find(
    (app) =>
      !needed.has(app) &&
      app.options.cascade !== false &&
      !rendering.objects.some(
        ({ app: owner, object }) => owner === app.appName && object.kind === 'PersistentVolumeClaim',
      ) &&
      app.options.ownNamespace &&
      app.releases.length === 0 &&
      rendering.objects.some((object) => object.app === app.appName && object.object.kind === 'Deployment'),
  )
  if (!found) throw new Error(`the tree of ${name} has no app that could be taken out`)
  return { name: found.appName, namespace: found.appNamespace, project: found.options.project }
}

function withoutNamespace(text: string, gone: string) {
  const project = parse(text)
  const destinations = project.spec.destinations.filter(({ namespace }: { namespace: string }) => namespace !== gone)
  return { ...project, spec: { ...project.spec, destinations } }
}
