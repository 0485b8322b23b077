import type { Rendering } from '@ainur/render'
import type { KubeApi } from '../api/kube-api.ts'
import { describe, type KubeObject } from '../api/kube-object.ts'
import { inParallel } from '../apply/in-parallel.ts'
import { providedStandIns } from './provided-stand-ins.ts'

/**
 * Makes the stand-ins of a tree that a cluster does not have yet, in namespaces that it may not have yet either: Argo CD
 * takes those over with the tree. Returns what they are called.
 */
export async function addStandIns(api: KubeApi, rendering: Rendering): Promise<readonly string[]> {
  const standIns = providedStandIns(rendering)
  const added: string[] = []
  const add = async (object: KubeObject) => {
    if (await api.find(object)) return
    await api.create(object)
    added.push(describe(object))
  }
  const namespaces = new Set(standIns.flatMap(({ metadata }) => metadata.namespace ?? []))
  await inParallel(
    [...namespaces].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
    async (namespace) => {
      if (!(await api.find(namespace))) await api.create(namespace)
    },
  )
  await inParallel(standIns, add)
  return added.sort()
}
