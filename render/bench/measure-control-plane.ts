import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { ensureAssets } from '../../test/src/assets/ensure-assets.ts'
import { nodeObjects } from '../../test/src/nodes/node-objects.ts'
import { apiServerEnvironment } from '../../test/src/process/control-plane-flags.ts'
import { releasePorts, reservePorts } from '../../test/src/process/ports.ts'
import { createProcessCluster } from '../../test/src/process/process-provider.ts'
import { toStageObject } from '../../test/src/stages/stage.ts'
import { allStages, servedStages } from '../../test/src/stages/stages.ts'
import { loadClusterTrees } from '../../test/src/tree/load-cluster-trees.ts'
import { controlPlaneByHand } from './control-plane-by-hand.ts'

/** Starts a control plane with the nodes of ainur twice, without the harness and with it. */
export async function startBoth(folder: string): Promise<{ oursMs: number; byHandMs: number }> {
  const [tree] = await loadClusterTrees({ only: 'ainur' })
  if (!tree) throw new Error('apps/ainur is gone')
  const nodes = nodeObjects(tree.cluster)
  const binaries = await ensureAssets()
  const stages = join(folder, 'stages.yaml')
  const objects = servedStages(allStages(), []).map((stage) => stringify(toStageObject(stage)))
  writeFileSync(stages, objects.join('---\n'))
  const ports = await reservePorts(6)
  const byHand = { folder: join(folder, 'by-hand'), binaries: { ...binaries }, ports, stages, nodes }
  const byHandMs = await controlPlaneByHand({ ...byHand, apiServerEnvironment })
  releasePorts(ports)

  const started = performance.now()
  const cluster = await createProcessCluster({ name: 'bench', nodes })
  const oursMs = performance.now() - started
  await cluster.destroy()
  return { oursMs, byHandMs }
}
