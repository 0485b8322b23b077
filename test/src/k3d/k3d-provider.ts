import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { KubeConfig } from '@kubernetes/client-node'
import { execa } from 'execa'
import { stringify } from 'yaml'
import { kubeApiOf } from '../api/kube-api-of.ts'
import { startArgoCd } from '../argo-cd/start-argo-cd.ts'
import { describeMissing, ensureAssets } from '../assets/ensure-assets.ts'
import { identify, isRunning, type ProcessIdentity } from '../cleanup/process-identity.ts'
import { sweep } from '../cleanup/sweep.ts'
import { installCrds } from '../crds/install-crds.ts'
import { Family } from '../process/family.ts'
import { reservePorts, sweepPorts } from '../process/ports.ts'
import type { ClusterProvider, Progress } from '../provider/provider.ts'
import type { RequestWithImages } from '../provider/request-with-images.ts'
import { K3d } from './k3d.ts'
import { K3dCluster } from './k3d-cluster.ts'
import { k3dConfig, k3dNodes, nodePatch } from './k3d-config.ts'

/** Container label with the process that started a cluster, as `pid.start`. */
const ownerLabel = 'ainur.test.owner'

/**
 * k3s as people run it, each machine of the definition a container. Needs Docker and the k3d program, and a way to
 * their images. Argo CD, when asked for, runs beside it on this machine.
 *
 * @param command name or path of k3d
 */
export function makeK3dProvider(command = 'k3d') {
  const k3d = new K3d(command)
  return {
    name: 'k3d',

    async unavailable() {
      return (await k3d.unavailable()) ?? (await whyNoDocker()) ?? (await describeMissing())
    },

    create: (request: RequestWithImages, progress: Progress = () => {}) => createK3dCluster(k3d, request, progress),
  } satisfies ClusterProvider
}

async function createK3dCluster(k3d: K3d, request: RequestWithImages, progress: Progress): Promise<K3dCluster> {
  const start = performance.now()
  const onStep = (what: string) => progress({ what, elapsedMs: Math.round(performance.now() - start) })
  sweep()
  await sweepPorts()
  await sweepK3d(k3d)
  const family = new Family(request.name)
  let created: string | undefined
  let forget = () => {}
  try {
    // The directory's suffix makes it unique: k3d's names are the same for everybody on this machine.
    const id = `ainur-${basename(family.directory)}`.toLowerCase()
    const ports = await reservePorts(1)
    family.onEnd({ ports })
    const nodes = k3dNodes(id, request.nodes)
    const file = join(family.directory, 'k3d.yaml')
    const containerLabel = `${ownerLabel}=${ownerText()}`
    writeFileSync(
      file,
      stringify(
        k3dConfig({
          name: id,
          nodes: request.nodes,
          apiPort: ports[0] as number,
          containerLabel,
          evictAfterSeconds: request.evictAfterSeconds,
        }),
      ),
    )
    onStep(`k3d starts ${nodes.length} nodes`)
    forget = deleteAtExit(k3d, id)
    await k3d.createCluster(file)
    created = id
    await k3d.importImages(id, request.images ?? [])
    const text = await k3d.kubeconfig(id)
    const kubeconfig = join(family.directory, 'kubeconfig')
    writeFileSync(kubeconfig, text, { mode: 0o600 })
    const config = new KubeConfig()
    config.loadFromString(text)
    const api = await kubeApiOf(config)
    await installCrds(api, request.crds ?? [])
    const cluster = new K3dCluster({ name: request.name, family, api, kubeconfig, k3d, id, nodes, forget })
    await cluster.waitReady()
    for (const { node, name } of nodes) {
      await api.merge({ apiVersion: 'v1', kind: 'Node', metadata: { name } }, nodePatch(node))
    }
    onStep(`${nodes.length} nodes are ready`)
    if (request.argoCd) {
      const binaries = await ensureAssets({ onProgress: onStep })
      await startArgoCd(family, { ...request.argoCd, api, kubeconfig, binaries, onStep })
    }
    return cluster
  } catch (error) {
    forget()
    if (created) await k3d.deleteCluster(created)
    await family.end()
    throw error
  }
}

/** Deletes the containers when this process ends, which they survive. Returns a function that cancels the deletion. */
function deleteAtExit(k3d: K3d, cluster: string): () => void {
  const end = () => k3d.deleteClusterNow(cluster)
  process.once('exit', end)
  return () => void process.off('exit', end)
}

/** Deletes the clusters of processes that are gone. */
async function sweepK3d(k3d: K3d): Promise<void> {
  const format = `{{.Label "k3d.cluster"}} {{.Label "${ownerLabel}"}}`
  const args = ['ps', '--all', '--filter', `label=${ownerLabel}`, '--format', format]
  const { stdout, failed } = await execa('docker', args, { reject: false })
  if (failed) return
  const pairs = stdout.split('\n').filter(Boolean)
  const abandoned = pairs.map((line) => line.split(' ')).filter(([, owner = '']) => !isRunning(ownerOf(owner)))
  for (const cluster of new Set(abandoned.map(([name]) => name as string))) await k3d.deleteCluster(cluster)
}

/** Characters that a label and k3d's `key=value` both take. */
function ownerText(): string {
  const { pid, startedAt } = identify(process.pid) as ProcessIdentity
  return `${pid}.${Buffer.from(startedAt).toString('hex')}`
}

function ownerOf(text: string): ProcessIdentity {
  const [pid = '', hex = ''] = text.split('.')
  return { pid: Number(pid), startedAt: Buffer.from(hex, 'hex').toString() }
}

async function whyNoDocker(): Promise<string | undefined> {
  const info = await execa('docker', ['info'], { reject: false })
  return info.failed ? 'no Docker daemon answers, and k3d needs one' : undefined
}
