import { fileURLToPath } from 'node:url'
import type { Cluster } from '@ainur/constructs'
import { type ClusterResult, type Rendering, renderClusters } from '@ainur/render'
import type { KubeObject } from '../api/kube-object.ts'

/** A rendered cluster, ready to be tried out. */
export interface ClusterTreeUnderTest {
  readonly name: string
  readonly cluster: Cluster
  readonly rendering: Rendering
  /** Application and AppProject objects. */
  readonly applications: readonly KubeObject[]
  readonly root: KubeObject
}

/** `apps/` of this repository. */
export const defaultApps = fileURLToPath(new URL('../../../apps/', import.meta.url))

/**
 * Renders the clusters of a repository in memory, from the sources as they are now.
 *
 * @param options.only name of the only cluster wanted. @default all
 */
export async function loadClusterTrees(
  options: { readonly appsDir?: string; readonly only?: string } = {},
): Promise<ClusterTreeUnderTest[]> {
  const results = await renderClusters({ appsDir: options.appsDir ?? defaultApps, only: options.only })
  return results.map(assertRendered)
}

/** The objects of a tree in the order in which Argo CD creates them, one list per wave. */
export function wavesOf({
  rendering,
}: Pick<ClusterTreeUnderTest, 'rendering'>): { readonly wave: number; readonly objects: KubeObject[] }[] {
  const waves = new Map<number, KubeObject[]>()
  for (const { app, object } of rendering.objects) {
    const wave = rendering.waves.get(app) ?? 0
    waves.set(wave, [...(waves.get(wave) ?? []), object])
  }
  return [...waves].sort(([a], [b]) => a - b).map(([wave, objects]) => ({ wave, objects }))
}

function assertRendered({ name, rendering, root, applications, findings }: ClusterResult): ClusterTreeUnderTest {
  if (!rendering || !root) {
    const errors = findings
      .map(({ path, message, remedy }) => `  ${path ? `${path}: ` : ''}${message}\n  → ${remedy}`)
      .join('\n')
    throw new Error(`apps/${name} cannot be rendered:\n${errors}`)
  }
  return { name, cluster: rendering.cluster, rendering, applications, root }
}
