import { join } from 'node:path'
import { configurationOf } from '../../src/argo-cd/configuration-of.ts'
import { type LocalTree, localTree } from '../../src/argo-cd/local-tree.ts'
import { crdsFor } from '../../src/crds/crds-for.ts'
import { pinnedCrds } from '../../src/crds/pinned-crds.ts'
import { GitRepository } from '../../src/git/git-repository.ts'
import { nodeObjects } from '../../src/nodes/node-objects.ts'
import type { ProcessCluster } from '../../src/process/process-cluster.ts'
import { createProcessCluster } from '../../src/process/process-provider.ts'
import { addStandIns } from '../../src/tree/add-stand-ins.ts'
import type { ClusterTreeUnderTest } from '../../src/tree/load-cluster-trees.ts'

export interface TreeInCluster {
  readonly cluster: ProcessCluster
  readonly repository: GitRepository
  readonly local: LocalTree
  /** Names of all Applications, root included. */
  readonly applications: readonly string[]
}

/** A cluster with Argo CD, and beside it a repository whose working copy holds the tree; nothing is pushed yet. */
export async function startTree(name: string, tree: ClusterTreeUnderTest): Promise<TreeInCluster> {
  const objects = [tree.root, ...tree.rendering.objects.map(({ object }) => object)]
  const cluster = await createProcessCluster({
    name,
    nodes: nodeObjects(tree.cluster),
    crds: crdsFor(objects, pinnedCrds()),
    argoCd: { configuration: configurationOf(tree.rendering.objects) },
    fallbackAddress: tree.cluster.network.servicePool[0]?.to,
  })
  await addStandIns(cluster.api, tree.rendering)
  const repository = new GitRepository(join(cluster.family.directory, 'git'))
  const local = localTree(tree, repository.url)
  for (const [path, text] of local.files) repository.write(path, text)
  const children = tree.applications.filter(({ kind }) => kind === 'Application')
  return { cluster, repository, local, applications: [tree.root, ...children].map(({ metadata }) => metadata.name) }
}
