import type { Tree } from '../input/tree.ts'
import type { TreeObject } from '../input/tree-object.ts'
import { annotation } from '../effects/sync-options.ts'
import { asMap, asText, specOf } from './shape.ts'

/** What becomes of a volume when its claim is deleted. */
export interface VolumeFate {
  readonly fate: 'deleted' | 'retained' | 'unknown'
  /** A sentence without its full stop. */
  readonly story: string
}

/** Follows a claim's spec to its class: `reclaimPolicy`, then how many copies there are. */
export function fateOfVolume(claim: Record<string, unknown>, tree: Tree): VolumeFate {
  const volumeName = asText(claim.volumeName)
  const volume = volumeName ? tree.find('', 'PersistentVolume', undefined, volumeName) : undefined
  if (volume) {
    // Volumes written by hand are kept unless they say otherwise.
    const policy = asText(specOf(volume.value).persistentVolumeReclaimPolicy) ?? 'Retain'
    return policy === 'Delete'
      ? { fate: 'deleted', story: `PersistentVolume ${volumeName} has reclaim policy Delete: the data is deleted` }
      : { fate: 'retained', story: `PersistentVolume ${volumeName} has reclaim policy ${policy}: the data stays, released` }
  }
  const className = asText(claim.storageClassName)
  if (className === '') return { fate: 'unknown', story: 'it has no class and is bound by hand: its volume decides' }
  const storageClass = className ? tree.find('storage.k8s.io', 'StorageClass', undefined, className) : defaultClass(tree)
  if (!storageClass) {
    const named = className ? `StorageClass ${className} is not in the tree` : 'the default StorageClass is not in the tree'
    return { fate: 'unknown', story: `${named}; classes delete their volumes unless they say otherwise` }
  }
  const { name } = storageClass.ref
  if (storageClass.value.reclaimPolicy === 'Retain') return { fate: 'retained', story: `StorageClass ${name} has reclaim policy Retain: the volume stays, released` }
  const copies = asText(asMap(storageClass.value.parameters).numberOfReplicas)
  const backup = asText(asMap(storageClass.value.parameters).recurringJobSelector)
  return {
    fate: 'deleted',
    story: `StorageClass ${name} has reclaim policy Delete: the volume goes${copies ? `, with its ${copies === '1' ? 'only copy' : `${copies} replicas`}` : ''}${backup ? '; backups of its recurring jobs stay' : ''}`,
  }
}

function defaultClass(tree: Tree): TreeObject | undefined {
  return tree.ofKind('storage.k8s.io', 'StorageClass').find(({ value }) => annotation(value, 'storageclass.kubernetes.io/is-default-class') === 'true')
}

/** `50Gi, class longhorn` of a claim's spec. */
export function describeClaim(claim: Record<string, unknown>): string {
  const size = asMap(asMap(claim.resources).requests).storage
  const className = asText(claim.storageClassName)
  return [typeof size === 'string' || typeof size === 'number' ? String(size) : 'size unknown', className ? `class ${className}` : 'default class'].join(', ')
}
