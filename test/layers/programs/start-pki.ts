import { readFileSync } from 'node:fs'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { startContainer } from '../../src/programs/start-container.ts'
import { releaseOf, renderRelease } from './release.ts'
import type { StartedTree } from './start-tree.ts'
import { waitForReady } from './wait-for-ready.ts'
import { waitForRights } from './wait-for-rights.ts'

/** What these programs bring and nobody here serves: definitions are there already, and no pod answers for a webhook. */
const leftOut = ['CustomResourceDefinition', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']

/** Installs cert-manager and trust-manager as the tree's releases have them, and starts their controllers. */
export async function startPki(started: StartedTree): Promise<void> {
  const { cluster, programs } = started
  const [certManager, trustManager] = await Promise.all(['cert-manager', 'trust-manager'].map((name) => install(name)))

  async function install(name: string): Promise<KubeObject> {
    const release = releaseOf(started.tree.applications, name)
    const objects = await renderRelease(release, cluster.family.directory)
    const { rejections } = await cluster.apply(objects.filter(({ kind }) => !leftOut.includes(kind)))
    if (rejections.length > 0) throw new Error(`${name} is refused: ${JSON.stringify(rejections, null, 2)}`)
    await waitForRights(cluster, objects)
    const workload = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === name)
    if (!workload) throw new Error(`the chart of ${name} makes no Deployment ${name}`)
    return workload
  }

  await startContainer(cluster, {
    workload: certManager as KubeObject,
    program: programs['cert-manager'] as string,
    name: 'cert-manager',
  })
  const own = { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' }
  await waitForReady(cluster, [{ ...own, metadata: { namespace: 'cert-manager', name: 'trust-manager' } }])
  await startContainer(cluster, {
    workload: trustManager as KubeObject,
    program: programs['trust-manager'] as string,
    // The API server has the other one.
    changeArgs: (args) => args.map((arg) => (arg === '--webhook-port=6443' ? '--webhook-port=16443' : arg)),
    files: { '/packages/cert-manager-package-debian.json': publicAuthorities() },
  })
}

/** What its first container copies out of an image of its own: the public authorities, here those of this machine. */
function publicAuthorities(): string {
  const bundle = readFileSync('/etc/ssl/certs/ca-certificates.crt', 'utf8')
  return JSON.stringify({ name: 'cert-manager-package-debian', version: 'of this machine', bundle })
}
