import { execFileSync } from 'node:child_process'
import { startArgoCd } from '../argo-cd/start-argo-cd.ts'
import { describeMissing, ensureAssets } from '../assets/ensure-assets.ts'
import { sweep } from '../cleanup/sweep.ts'
import { installCrds } from '../crds/install-crds.ts'
import type { ClusterProvider, ClusterRequest, Progress } from '../provider/provider.ts'
import { allStages, servedStages } from '../stages/stages.ts'
import { startControlPlane } from './control-plane.ts'
import { Family } from './family.ts'
import { sweepPorts } from './ports.ts'
import { ProcessCluster } from './process-cluster.ts'
import { startFailure } from './start-failure.ts'
import { startKwok } from './start-kwok.ts'

/** A real control plane with simulated nodes, all of it child processes of this one. Needs Go and Git, once. */
export const processProvider: ClusterProvider = {
  name: 'process',

  async unavailable() {
    try {
      execFileSync('git', ['--version'], { stdio: 'ignore' })
    } catch {
      return 'git is not installed'
    }
    return describeMissing()
  },

  create: createProcessCluster,
}

/** Starts a process cluster; what `processProvider.create` does, with the processes within reach. */
export async function createProcessCluster(
  request: ClusterRequest,
  progress: Progress = () => {},
): Promise<ProcessCluster> {
  const start = performance.now()
  const onStep = (what: string) => progress({ what, elapsedMs: Math.round(performance.now() - start) })
  sweep()
  await sweepPorts()
  const binaries = await ensureAssets({ onProgress: onStep })
  const family = new Family(request.name)
  try {
    const crds = request.crds ?? []
    const stages = servedStages(allStages(request.fallbackAddress), crds)
    const { api, kubeconfig } = await startControlPlane(family, {
      name: request.name,
      binaries,
      evictAfterSeconds: request.evictAfterSeconds,
      serviceCidr: request.serviceCidr,
      // The garbage collector looks for new kinds only every 30 s, so they must be there before it starts.
      beforeControllers: (client) => installCrds(client, crds, () => family.assertRunning()),
      alongside: (client, config) =>
        Promise.all([
          startKwok(family, { binary: binaries.kwok, api: client, kubeconfig: config, stages }),
          ...request.nodes.map((node) => client.create(node)),
        ]),
      onStep,
    })
    const nodeNames = request.nodes.map(({ metadata }) => metadata.name)
    const cluster = new ProcessCluster({ name: request.name, family, api, kubeconfig, nodeNames })
    await Promise.all([
      cluster.waitReady().then(() => onStep(`${request.nodes.length} nodes are ready`)),
      request.argoCd ? startArgoCd(family, { ...request.argoCd, api, kubeconfig, binaries, onStep }) : undefined,
    ])
    return cluster
  } catch (error) {
    const failure = startFailure(request.name, family, error)
    await family.end()
    throw failure
  }
}
