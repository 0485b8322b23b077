import { readFileSync } from 'node:fs'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { startContainer } from '../../src/programs/start-container.ts'
import { releaseOf, renderRelease } from './release.ts'
import type { StartedTree } from './start-tree.ts'
import { useWebhook } from './use-webhook.ts'
import { waitForReady } from './wait-for-ready.ts'
import { waitForRights } from './wait-for-rights.ts'

/** Installs cert-manager and trust-manager as the tree's releases have them; starts their controllers and their webhooks. */
export async function startPki(started: StartedTree): Promise<void> {
  const { cluster } = started
  const program = (name: string) => started.programs[name] as string
  const [certManager, trustManager] = await Promise.all([
    install(started, 'cert-manager'),
    install(started, 'trust-manager'),
  ])

  const webhook = certManager.workload('cert-manager-webhook')
  // Programs of all pods have one network here, and two of them would serve metrics at the same port.
  const noMetrics = '--metrics-listen-address=0'
  await startContainer(cluster, {
    workload: webhook,
    program: program('cert-manager-webhook'),
    changeArgs: (args) => [...args, noMetrics],
  })
  await useWebhook(cluster, {
    configurations: certManager.webhooks,
    port: { name: 'https', port: 10250 },
    secret: 'cert-manager-webhook-ca',
    taken: started.rendered('ClusterIssuer', '', 'local-ca'),
  })
  await startContainer(cluster, {
    workload: certManager.workload('cert-manager'),
    program: program('cert-manager'),
    name: 'cert-manager',
  })
  const own = { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' }
  await waitForReady(cluster, [{ ...own, metadata: { namespace: 'cert-manager', name: 'trust-manager' } }])

  const freePort = 16_443
  await startContainer(cluster, {
    workload: trustManager.workload('trust-manager'),
    program: program('trust-manager'),
    // The API server has the other one.
    changeArgs: (args) => args.map((arg) => (arg === '--webhook-port=6443' ? `--webhook-port=${freePort}` : arg)),
    files: { '/packages/cert-manager-package-debian.json': publicAuthorities() },
  })
  await useWebhook(cluster, {
    configurations: trustManager.webhooks,
    port: { name: 'webhook', port: freePort },
    secret: 'trust-manager-tls',
    taken: started.rendered('Bundle', '', 'lab-ca'),
  })
}

/** Applies what a release makes, except its definitions, which are there already, and what has the webhooks asked. */
async function install({ tree, cluster }: StartedTree, name: string) {
  const objects = await renderRelease(releaseOf(tree.applications, name), cluster.family.directory)
  const isWebhook = ({ kind }: KubeObject) => kind.endsWith('WebhookConfiguration')
  const { rejections } = await cluster.apply(
    objects.filter((object) => object.kind !== 'CustomResourceDefinition' && !isWebhook(object)),
  )
  if (rejections.length > 0) throw new Error(`${name} is refused: ${JSON.stringify(rejections, null, 2)}`)
  await waitForRights(cluster, objects)
  return {
    webhooks: objects.filter(isWebhook),
    workload(wanted: string): KubeObject {
      const found = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === wanted)
      if (!found) throw new Error(`the chart of ${name} makes no Deployment ${wanted}`)
      return found
    },
  }
}

/** What its first container copies out of an image of its own: the public authorities, here those of this machine. */
function publicAuthorities(): string {
  const bundle = readFileSync('/etc/ssl/certs/ca-certificates.crt', 'utf8')
  return JSON.stringify({ name: 'cert-manager-package-debian', version: 'of this machine', bundle })
}
