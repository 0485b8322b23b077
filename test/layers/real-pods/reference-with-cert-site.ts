import { fileURLToPath } from 'node:url'
import { CertSite, LabPki, Traefik } from '@ainur/constructs'
import { discoverClusters } from '@ainur/render'
import { readImageLock } from '../../../render/src/images/read-image-lock.ts'
import { renderTree } from '../../../render/src/pipeline/render-tree.ts'
import { type ClusterTreeUnderTest, defaultApps } from '../../src/tree/load-cluster-trees.ts'

const repository = fileURLToPath(new URL('../../..', import.meta.url))

/** `apps/ainur` with the cert site, as its owner adds it who has built the image. */
export async function referenceWithCertSite(): Promise<ClusterTreeUnderTest> {
  const tree = await discoverClusters(defaultApps)
    .find(({ name }) => name === 'ainur')
    ?.build()
  if (!tree) throw new Error('there is no apps/ainur to try the cert site in')
  const ingress = tree.apps.find((app): app is Traefik => app instanceof Traefik)
  const trust = tree.apps.find((app): app is LabPki => app instanceof LabPki)
  if (!ingress || !trust) throw new Error('apps/ainur has no Traefik or no LabPki, which the cert site needs')
  new CertSite(tree, 'cert-site', { ingress, trust })
  const { rendering, applications, root, findings } = renderTree(tree, readImageLock(repository), repository)
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'))
  return { name: rendering.cluster.name, cluster: rendering.cluster, rendering, applications, root }
}
