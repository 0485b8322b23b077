import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildCertSite } from '../../../images/cert-site/test/cert-site.ts'
import { makeCa, type TestCa } from '../../../images/testing/make-ca.ts'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { asRealNode } from '../../src/node/real-node.ts'
import { isReady, waitForPod } from '../../src/node/wait-for-pod.ts'
import { nodeObjects } from '../../src/nodes/node-objects.ts'
import type { TestCluster } from '../../src/provider/provider.ts'
import type { RequestWithImages } from '../../src/provider/request-with-images.ts'
import type { ClusterTreeUnderTest } from '../../src/tree/load-cluster-trees.ts'
import { referenceWithCertSite } from './reference-with-cert-site.ts'
import { saveImage } from './save-image.ts'

export const namespace = 'cert-site'

/** A cluster with the cert site in it, exactly as `apps/ainur` would render it. */
export interface CertSiteCluster<C extends TestCluster = TestCluster> {
  readonly cluster: C
  readonly tree: ClusterTreeUnderTest
  readonly ca: TestCa
  /** The pod of the site, ready. */
  readonly pod: KubeObject
}

/** The Service through which the site is reached from outside, where no ingress controller runs. */
export const loadBalancerService: KubeObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'cert-site-outside', namespace },
  spec: {
    type: 'LoadBalancer',
    selector: { 'app.kubernetes.io/name': 'cert-site', 'app.kubernetes.io/instance': 'cert-site' },
    ports: [{ name: 'http', port: 80, targetPort: 'http' }],
  },
}

/** The namespace of the site, and all of its objects whose kinds every cluster has. */
export function certSiteObjects(tree: ClusterTreeUnderTest): KubeObject[] {
  const objects = tree.rendering.objects
    .filter(
      ({ app, object }) => app === 'cert-site' || (object.kind === 'Namespace' && object.metadata.name === namespace),
    )
    .map(({ object }) => object as KubeObject)
  // The certificate of its ingress comes from cert-manager, which is not here.
  return objects.filter(({ kind }) => kind !== 'Certificate')
}

/** The nodes of the definition: one machine is real, the others are simulated and tainted, so that the site avoids them. */
export function lastIsReal(nodes: readonly KubeObject[]): KubeObject[] {
  return nodes.map((node, index) => (index === nodes.length - 1 ? asRealNode(node) : tainted(node)))
}

/**
 * Builds the image of the site and has it run in a cluster that `create` makes.
 *
 * @param choose which nodes the cluster gets, from those of the definition
 */
export async function startCertSite<C extends TestCluster>(
  create: (request: RequestWithImages) => Promise<C>,
  choose: (nodes: readonly KubeObject[]) => readonly KubeObject[],
): Promise<CertSiteCluster<C>> {
  const tree = await referenceWithCertSite()
  const objects = certSiteObjects(tree)
  const deployment = objects.find(({ kind }) => kind === 'Deployment') as KubeObject
  const scratch = mkdtempSync(join(tmpdir(), 'ainur-image-'))
  try {
    const archive = join(scratch, 'cert-site.tar')
    await saveImage(await buildCertSite(), deployment.spec.template.spec.containers[0].image, archive)
    const cluster = await create({ name: 'cert-site', nodes: choose(nodeObjects(tree.cluster)), images: [archive] })
    try {
      return { cluster, tree, ...(await deploy(cluster, objects)) }
    } catch (error) {
      await cluster.destroy()
      throw error
    }
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

async function deploy(cluster: TestCluster, objects: readonly KubeObject[]) {
  const ca = await makeCa('Lab Root CA')
  const bundle = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'lab-ca', namespace },
    data: { 'ca.crt': ca.pem },
  }
  const report = await cluster.apply([...objects, bundle, loadBalancerService])
  if (report.rejections.length > 0) throw new Error(`not accepted: ${JSON.stringify(report.rejections, null, 2)}`)
  const pod = await waitForPod(cluster.api, { namespace, what: 'be ready', timeoutMs: 300_000 }, isReady)
  return { ca, pod }
}

function tainted(node: KubeObject): KubeObject {
  const taints = [...(node.spec.taints ?? []), { key: 'test.ainur.tools/simulated', effect: 'NoSchedule' }]
  return { ...node, spec: { ...node.spec, taints } }
}
