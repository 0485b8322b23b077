import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { localTree } from '../../src/argo-cd/local-tree.ts'
import { refreshApplications, waitForApplications } from '../../src/argo-cd/wait-for-applications.ts'
import { crdsFor } from '../../src/crds/crds-for.ts'
import { pinnedCrds } from '../../src/crds/pinned-crds.ts'
import { GitRepository } from '../../src/git/git-repository.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { nodeObjects } from '../../src/nodes/node-objects.ts'
import type { ProcessCluster } from '../../src/process/process-cluster.ts'
import { createProcessCluster, processProvider } from '../../src/process/process-provider.ts'
import type { ClusterTreeUnderTest } from '../../src/tree/load-cluster-trees.ts'
import { release } from './kettle-release.ts'
import { Lab, skipped as withoutHelm } from './lab.ts'

const skipped = withoutHelm ?? (await skipReason('inflate', processProvider))
const chart = fileURLToPath(new URL('kettle', import.meta.url))
const names = ['lab', 'namespaces', 'kettle']

describe.skipIf(skipped)('Argo CD, when a chart goes from its own hands into the tree, and back', () => {
  let lab: Lab
  let cluster: ProcessCluster
  let repository: GitRepository
  let trees: Record<'chart' | 'inflate', ClusterTreeUnderTest>
  let before: Record<string, string>

  beforeAll(async () => {
    lab = await Lab.start()
    const sha256 = lab.pack(chart)
    lab.lockImages({ 'registry.example.com/kettle:1.0.0': ['linux/amd64', 'linux/arm64'] })
    trees = { chart: await tree({}), inflate: await tree({ render: 'inflate', sha256 }) }
    // Argo CD renders charts with the helm that it finds.
    process.env.PATH = `${dirname(lab.helm)}:${process.env.PATH}`
    cluster = await createProcessCluster({
      name: 'inflate',
      nodes: nodeObjects(trees.chart.cluster),
      crds: crdsFor([trees.chart.root], pinnedCrds()),
      argoCd: { configuration: { 'application.resourceTrackingMethod': 'annotation' } },
    })
    repository = new GitRepository(join(cluster.family.directory, 'git'))
  })
  keepLogsOfFailures(() => cluster)
  afterAll(async () => {
    await cluster?.destroy()
    lab?.end()
  })

  const tree = async (rendering: object): Promise<ClusterTreeUnderTest> => {
    const result = await lab.render(`const app = new (class extends lab.App {})(cluster, 'kettle')
      app.addRelease(${JSON.stringify(release)}, ${JSON.stringify(rendering)})`)
    const { rendering: rendered, root, applications, name } = result
    if (!rendered || !root) throw new Error(JSON.stringify(result.findings))
    return { name, cluster: rendered.cluster, rendering: rendered, applications, root }
  }

  /** Pushes a tree, and waits until Argo CD is done with it. */
  const push = async (which: keyof typeof trees) => {
    const { files, root } = localTree(trees[which], repository.url)
    for (const [path, text] of files) repository.write(path, text)
    if (which === 'chart') {
      // Argo CD gets the chart itself, with what the Application says of it, from a folder instead of the internet.
      const path = 'dist/lab/applications/Application-kettle.yaml'
      const application = parse(files.get(path) ?? '') as KubeObject
      const { releaseName, valuesObject } = (trees.chart.applications.find(isKettle) as KubeObject).spec.source.helm
      application.spec.source = { ...application.spec.source, helm: { releaseName, valuesObject } }
      repository.write(path, application)
      repository.remove(application.spec.source.path)
      repository.copy(chart, application.spec.source.path)
    }
    const revision = repository.push(which)
    await cluster.api.apply(root)
    await refreshApplications(cluster.api, ['lab'])
    await waitForApplications({ api: cluster.api, family: cluster.family, names: ['lab'], revision })
    await refreshApplications(cluster.api, names)
    await waitForApplications({ api: cluster.api, family: cluster.family, names, revision })
  }

  /** UIDs of the objects: one that was deleted and made again has another. */
  const uids = async () => {
    const objects = trees.inflate.rendering.objects.filter(({ app }) => app === 'kettle')
    const live = await Promise.all(objects.map(({ object }) => cluster.api.read(object)))
    return Object.fromEntries(live.map(({ kind, metadata }) => [`${kind} ${metadata.name}`, String(metadata.uid)]))
  }

  it('makes the objects of the chart', async () => {
    await push('chart')
    before = await uids()
    expect(Object.keys(before)).toHaveLength(7)
  })

  it('goes on with the very same objects when they are in the tree', async () => {
    await push('inflate')
    expect(await uids()).toEqual(before)
    const { object } = trees.inflate.rendering.objects.find(({ object }) => object.kind === 'Service') ?? {}
    const live = await cluster.api.read(object as KubeObject)
    expect(live.metadata.labels).toMatchObject({ 'app.kubernetes.io/part-of': 'kettle' })
  })

  it('goes on with them when it renders the chart again', async () => {
    repository.remove('dist/lab/apps/kettle')
    await push('chart')
    expect(await uids()).toEqual(before)
  })
})

function isKettle({ kind, metadata }: KubeObject): boolean {
  return kind === 'Application' && metadata.name === 'kettle'
}
