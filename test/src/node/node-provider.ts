import { join } from 'node:path'
import { withLock } from '@ainur/render/with-lock'
import { applyObjects } from '../apply/apply-objects.ts'
import { startArgoCd } from '../argo-cd/start-argo-cd.ts'
import { describeMissing, ensureAssets } from '../assets/ensure-assets.ts'
import { nodeCatalogue } from '../assets/node-catalogue.ts'
import { scratchRoot } from '../cleanup/scratch-root.ts'
import { sweep } from '../cleanup/sweep.ts'
import { installCrds } from '../crds/install-crds.ts'
import { startControlPlane } from '../process/control-plane.ts'
import { Family } from '../process/family.ts'
import { sweepPorts } from '../process/ports.ts'
import { startFailure } from '../process/start-failure.ts'
import { startKwok } from '../process/start-kwok.ts'
import type { ClusterProvider, Progress } from '../provider/provider.ts'
import type { RequestWithImages } from '../provider/request-with-images.ts'
import { allStages, servedStages } from '../stages/stages.ts'
import { dnsObjects } from './dns-objects.ts'
import { linkNode } from './link-node.ts'
import { mountNode } from './mount-node.ts'
import { type NodeBinaries, nodeBinaries } from './node-binaries.ts'
import { nodeCgroup } from './node-cgroup.ts'
import { NodeCluster } from './node-cluster.ts'
import { NodeSpace } from './node-space.ts'
import { whyNoNode } from './prepare.ts'
import { splitNodes } from './real-node.ts'
import { removeSlot } from './remove-slot.ts'
import { abandonedSlots, type Slot, takeSlot } from './slot.ts'
import { startKubelet } from './start-kubelet.ts'
import { loadImages, startRuntime } from './start-runtime.ts'
import { isReady, waitForPod } from './wait-for-pod.ts'

/**
 * A real control plane with one real node, whose pods are real containers, beside any number of simulated nodes. Linux,
 * as root.
 */
export const nodeProvider = {
  name: 'node',

  async unavailable() {
    return whyNoNode() ?? (await describeMissing()) ?? (await describeMissing({ modules: nodeCatalogue }))
  },

  create: createNodeCluster,
} satisfies ClusterProvider

export interface NodeClusterRequest extends RequestWithImages {
  /** Runs CoreDNS, configured as k3s does, with what the ConfigMap `kube-system/coredns-custom` adds. @default false */
  readonly dns?: boolean
}

/** Ends what killed runs left of node clusters; returns the names of their links. */
export async function sweepNodes(): Promise<string[]> {
  // First the processes, which hold the rest.
  sweep()
  await sweepPorts()
  // One run at a time: a slower one would remove what is in a slot that was abandoned a moment ago.
  return withLock(join(scratchRoot(), 'nodes.lock'), async () => {
    const slots = abandonedSlots()
    for (const slot of slots) await removeSlot(slot)
    return slots.map(({ network }) => network.link)
  })
}

/** Starts a node cluster; what `nodeProvider.create` does. */
export async function createNodeCluster(
  request: NodeClusterRequest,
  progress: Progress = () => {},
): Promise<NodeCluster> {
  const start = performance.now()
  const onStep = (what: string) => progress({ what, elapsedMs: Math.round(performance.now() - start) })
  const { real, simulated } = splitNodes(request.nodes)
  await sweepNodes()
  const binaries = await ensureAssets({ onProgress: onStep })
  const ofNode = await nodeBinaries(onStep)
  const slot = takeSlot()
  const family = new Family(request.name)
  let space: NodeSpace | undefined
  try {
    const opened = await openNode(family, slot, real.metadata.name, ofNode)
    space = opened
    onStep(`namespaces of ${real.metadata.name} are ready`)
    const { network } = slot
    const crds = request.crds ?? []
    const directory = family.directory
    const runtime = startRuntime(opened, { directory, network, binaries: ofNode })
    // Takes longest with large images, and only pods need it: the rest goes on meanwhile.
    const loaded = runtime.then(() => loadImages(opened, { directory, binaries: ofNode, images: request.images ?? [] }))
    loaded.catch(() => {})
    const [controlPlane] = await Promise.all([
      startControlPlane(family, {
        name: request.name,
        binaries,
        evictAfterSeconds: request.evictAfterSeconds,
        network: {
          address: network.machine,
          names: [network.machine, network.firstService],
          serviceCidr: network.serviceCidr,
        },
        beforeControllers: (client) => installCrds(client, crds, () => family.assertRunning()),
        onStep,
      }),
      runtime,
    ])
    const { api, kubeconfig } = controlPlane
    const nodeNames = request.nodes.map(({ metadata }) => metadata.name)
    const cluster = new NodeCluster({ name: request.name, family, api, kubeconfig, nodeNames, slot, space: opened })
    // Its labels and taints are there before the kubelet is, which may not set most of them.
    await api.create(real)
    const fallback = request.fallbackAddress ?? network.firstLoadBalancer
    await Promise.all([
      startKubelet(opened, { node: real.metadata.name, directory, network, binaries: ofNode, controlPlane }),
      startKwok(family, { binary: binaries.kwok, api, kubeconfig, stages: servedStages(allStages(fallback), crds) }),
      ...simulated.map((node) => api.create(node)),
    ])
    await Promise.all([
      cluster.waitReady().then(() => onStep(`${request.nodes.length} nodes are ready`)),
      loaded.then(() => onStep('containerd has its images')),
      request.argoCd ? startArgoCd(family, { ...request.argoCd, api, kubeconfig, binaries, onStep }) : undefined,
    ])
    if (request.dns) {
      await startDns(cluster)
      onStep('CoreDNS is ready')
    }
    return cluster
  } catch (error) {
    const failure = startFailure(request.name, family, error)
    await space?.close()
    await family.end()
    await removeSlot(slot)
    throw failure
  }
}

async function openNode(family: Family, slot: Slot, name: string, binaries: NodeBinaries): Promise<NodeSpace> {
  const cgroup = nodeCgroup(slot.cgroup)
  const space = await NodeSpace.open(family, cgroup, binaries['pod-sandbox'])
  await linkNode(space, slot.network)
  await mountNode(space, cgroup, family.directory)
  await space.run('hostname', [name])
  return space
}

async function startDns({ api, slot }: NodeCluster): Promise<void> {
  const { rejections } = await applyObjects(api, dnsObjects(slot.network))
  if (rejections.length > 0) throw new Error(`CoreDNS is not accepted: ${JSON.stringify(rejections)}`)
  const options = {
    namespace: 'kube-system',
    labelSelector: 'k8s-app=kube-dns',
    what: 'answer DNS',
    timeoutMs: 180_000,
  }
  await waitForPod(api, options, isReady)
}
