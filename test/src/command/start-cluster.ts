import { join } from 'node:path'
import { distributionOf } from '@ainur/constructs'
import type { KubeApi } from '../api/kube-api.ts'
import { configurationOf } from '../argo-cd/configuration-of.ts'
import { type LocalTree, localTree } from '../argo-cd/local-tree.ts'
import { crdsFor } from '../crds/crds-for.ts'
import { pinnedCrds } from '../crds/pinned-crds.ts'
import { GitRepository } from '../git/git-repository.ts'
import { nodeObjects } from '../nodes/node-objects.ts'
import type { ProcessCluster } from '../process/process-cluster.ts'
import type { ClusterRequest, Progress } from '../provider/provider.ts'
import { addStandIns } from '../tree/add-stand-ins.ts'
import type { ClusterTreeUnderTest } from '../tree/load-cluster-trees.ts'

export interface StartClusterOptions {
  readonly tree: ClusterTreeUnderTest
  readonly create: (request: ClusterRequest, progress: Progress) => Promise<ProcessCluster>
  readonly evictAfterSeconds: number
  /** Gets each step, and what differs from the real cluster. */
  readonly say: (line: string) => void
}

export interface StartedCluster {
  readonly cluster: ProcessCluster
  readonly api: KubeApi
  readonly repository: GitRepository
  readonly local: LocalTree
}

/** Starts a cluster for a definition and has Argo CD sync the tree that is rendered from it. */
export async function startCluster({
  tree,
  create,
  evictAfterSeconds,
  say,
}: StartClusterOptions): Promise<StartedCluster> {
  const { definitions = [] } = tree.rendering
  const objects = [tree.root, ...tree.rendering.objects.map(({ object }) => object)]
  const cluster = await create(
    {
      name: tree.name,
      nodes: nodeObjects(tree.cluster),
      serviceCidr: distributionOf(tree.cluster.kubernetes.distribution).networks.services,
      crds: crdsFor(objects, [...pinnedCrds(), ...definitions]),
      argoCd: { configuration: configurationOf(tree.rendering.objects) },
      fallbackAddress: tree.cluster.network.servicePool[0]?.to,
      evictAfterSeconds,
    },
    ({ what, elapsedMs }) => say(`${(elapsedMs / 1000).toFixed(1)} s  ${what}`),
  )
  const standIns = await addStandIns(cluster.api, tree.rendering)
  if (standIns.length > 0) {
    say(`${standIns.join(', ')}: in no file of the tree, so they are stand-ins here, with names and keys only`)
  }
  const repository = new GitRepository(join(cluster.family.directory, 'git'))
  const local = localTree(tree, repository.url)
  for (const [path, text] of local.files) repository.write(path, text)
  repository.push(`dist/${tree.name}, as rendered now`)
  for (const { application, was, workloads } of local.replacements) {
    const instead =
      workloads > 0
        ? `the ${workloads === 1 ? 'workload' : `${workloads} workloads`} that it declares`
        : 'nothing: its CustomResourceDefinitions are installed already'
    say(`${application}: ${was} is replaced by ${instead}`)
  }
  await cluster.api.apply(local.root)
  return { cluster, api: cluster.api, repository, local }
}
