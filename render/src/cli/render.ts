import { dirname } from 'node:path'
import { applyAcceptFile, type ClusterFindings } from '../accept/apply-accept-file.ts'
import { discoverClusters } from '../pipeline/discover-clusters.ts'
import { type ClusterResult, renderClusters } from '../pipeline/render-clusters.ts'
import { nearestWord } from '../text/nearest-word.ts'
import { appsFolder } from './apps-folder.ts'
import type { Io } from './io.ts'
import { UsageError } from './usage-error.ts'

/** Clusters as rendered, and what is left to say about each. */
export interface Rendered {
  readonly results: readonly ClusterResult[]
  readonly clusterFindings: readonly ClusterFindings[]
}

/** Renders the clusters that a command line asks for. */
export async function renderFor(
  flags: { readonly cluster?: string; readonly apps?: string },
  io: Pick<Io, 'cwd' | 'root' | 'today'>,
): Promise<Rendered> {
  const appsDir = appsFolder(flags, io)
  if (flags.cluster !== undefined) assertCluster(flags.cluster, appsDir)
  const results = await renderClusters({ appsDir, only: flags.cluster })
  if (results.length === 0) {
    throw new UsageError(`${appsDir} holds no cluster: make a folder there with an index.ts in it`)
  }
  const options = { root: dirname(appsDir), today: io.today, complete: flags.cluster === undefined }
  return { results, clusterFindings: await applyAcceptFile(results, options) }
}

function assertCluster(name: string, appsDir: string): void {
  const known = discoverClusters(appsDir).map((cluster) => cluster.name)
  if (known.includes(name)) return
  const meant = nearestWord(name, known, 2)
  const guess = meant ? `; did you mean '${meant}'?` : '.'
  throw new UsageError(`--cluster '${name}': no such cluster${guess} There is: ${known.join(', ') || 'none'}`)
}
