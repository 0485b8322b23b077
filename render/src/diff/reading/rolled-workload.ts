import { podTemplatesOf } from '../../pods/index.ts'
import type { TreeObject } from '../input/tree-object.ts'

/** Whether an object is of the kinds that replace their pods when its template changes. */
export function isRolled({ group, ref }: TreeObject): boolean {
  return group === 'apps' && /^(Deployment|StatefulSet|DaemonSet)$/.test(ref.kind)
}

/** Pods that are wanted; 1 for a DaemonSet. */
export function replicasOf(object: TreeObject): number {
  if (object.ref.kind === 'DaemonSet') return 1
  return podTemplatesOf(object.value)[0]?.replicas ?? 0
}
