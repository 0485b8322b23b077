import { dirname } from 'node:path'
import type { BuildProgress } from '../assets/build-module.ts'
import { ensureAssets } from '../assets/ensure-assets.ts'
import { nodeCatalogue } from '../assets/node-catalogue.ts'

/** Paths of the programs of a real node that are built here. */
export interface NodeBinaries {
  readonly kubelet: string
  readonly 'kube-proxy': string
  readonly 'pod-sandbox': string
  readonly coredns: string
  /** Directory of the CNI plugins. */
  readonly cni: string
}

/** Builds them where they are missing; about four minutes the first time. */
export async function nodeBinaries(onProgress?: BuildProgress): Promise<NodeBinaries> {
  const paths = (await ensureAssets({ modules: nodeCatalogue, onProgress })) as unknown as Record<string, string>
  const pathOf = (name: string) => {
    const path = paths[name]
    if (!path) throw new Error(`"${name}" is not among the programs of a node: ${Object.keys(paths).join(', ')}`)
    return path
  }
  return {
    kubelet: pathOf('kubelet'),
    'kube-proxy': pathOf('kube-proxy'),
    'pod-sandbox': pathOf('pod-sandbox'),
    coredns: pathOf('coredns'),
    cni: dirname(pathOf('bridge')),
  }
}
