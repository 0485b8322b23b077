import { distributionOf } from '@ainur/constructs'
import { crdsOf } from '@ainur/constructs/crds'
import { upstreams } from '@ainur/constructs/upstreams'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { crdsFor } from '../../src/crds/crds-for.ts'
import { type CertificateAuthority, makeCertificateAuthority } from '../../src/process/pki.ts'
import { type ProgramCluster, programPaths, programProvider } from '../../src/programs/program-cluster.ts'
import { satisfyNeeds } from '../../src/programs/satisfy-needs.ts'
import { type ClusterTreeUnderTest, loadClusterTrees, wavesOf } from '../../src/tree/load-cluster-trees.ts'

/** The reference tree in an API server of its own, with its own addresses and names, and the programs that read it. */
export interface StartedTree {
  readonly tree: ClusterTreeUnderTest
  readonly cluster: ProgramCluster
  /** The lab's. */
  readonly ca: CertificateAuthority
  /** Program -> its path. */
  readonly programs: Readonly<Record<string, string>>
  /** An object as it was rendered. */
  rendered(kind: string, namespace: string, name: string): KubeObject
}

export interface StartTreeOptions {
  /** Further arguments of the API server, once it is known what it is to serve. @default none */
  readonly apiServerArguments?: (lab: Pick<StartedTree, 'tree' | 'ca'>) => readonly string[]
  /** Which objects are applied. @default all of the tree */
  readonly only?: (object: KubeObject, app: string) => boolean
}

/** Starts a control plane in a network namespace and applies the rendered tree of `apps/ainur`, unchanged. */
export async function startTree(name: string, options: StartTreeOptions = {}): Promise<StartedTree> {
  const { apiServerArguments = () => [], only = () => true } = options
  const [programs, [tree], ca] = await Promise.all([
    programPaths(),
    loadClusterTrees({ only: 'ainur' }),
    makeCertificateAuthority('ainur lab root'),
  ])
  if (!tree) throw new Error('there is no apps/ainur')
  const { rendering } = tree
  const hosts = Object.fromEntries(rendering.exposures.map(({ host, address }) => [host, address]))
  const cluster = await programProvider.create({
    name,
    addresses: [...new Set([tree.cluster.network.controlPlaneVip, ...Object.values(hosts)])],
    hosts,
    crds: definitionsFor(rendering.objects.map(({ object }) => object)),
    serviceCidr: distributionOf(tree.cluster.kubernetes.distribution).networks.services,
    // Nothing answers at the addresses of Services: webhooks are asked where their endpoints are.
    apiServerArguments: ['--enable-aggregator-routing=true', ...apiServerArguments({ tree, ca })],
  })
  try {
    const wanted = new Set(rendering.objects.filter(({ app, object }) => only(object, app)).map(({ object }) => object))
    const namespaces = rendering.objects.filter(({ object }) => object.kind === 'Namespace').map(({ object }) => object)
    const needs = rendering.apps.flatMap(({ secretNeeds }) => secretNeeds)
    for (const objects of [
      namespaces,
      satisfyNeeds(needs, { certificate: ca.certificate, key: ca.key }),
      ...wavesOf(tree).map((wave) => wave.objects.filter((object) => wanted.has(object))),
    ]) {
      const { rejections } = await cluster.apply(objects)
      if (rejections.length > 0) throw new Error(`refused: ${JSON.stringify(rejections, null, 2)}`)
    }
  } catch (error) {
    await cluster.destroy()
    throw error
  }
  return {
    tree,
    cluster,
    ca,
    programs,
    rendered(kind, namespace, wantedName) {
      const found = rendering.objects.find(
        ({ object }) =>
          object.kind === kind &&
          object.metadata.name === wantedName &&
          (object.metadata.namespace ?? '') === namespace,
      )
      if (!found) throw new Error(`the tree has no ${kind} ${namespace}/${wantedName}`)
      return found.object
    },
  }
}

/** All definitions of each upstream of which something is used: its program may want more than the tree has objects of. */
function definitionsFor(objects: readonly KubeObject[]): KubeObject[] {
  return upstreams.flatMap((upstream): KubeObject[] => {
    const crds = crdsOf(upstream).map((crd) => ({ ...crd }))
    return crdsFor(objects, crds).length > 0 ? crds : []
  })
}
