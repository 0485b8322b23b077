import { asMap, asText, specOf } from '../../../model/shape.ts'
import { parseArgoYamlAll } from '../../../yaml/argo-yaml.ts'
import { annotation } from '../../effects/sync-options.ts'
import type { Tree, TreeObject } from '../../model.ts'

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
      : {
          fate: 'retained',
          story: `PersistentVolume ${volumeName} has reclaim policy ${policy}: the data stays, released`,
        }
  }
  const className = asText(claim.storageClassName)
  if (className === '') return { fate: 'unknown', story: 'it has no class and is bound by hand: its volume decides' }
  const storageClass = className ? findClass(className, tree) : defaultClass(tree)?.value
  if (!storageClass) {
    const named = className
      ? `StorageClass ${className} is not in the tree`
      : 'the default StorageClass is not in the tree'
    return { fate: 'unknown', story: `${named}; classes delete their volumes unless they say otherwise` }
  }
  const name = asText(asMap(storageClass.metadata).name) ?? ''
  if (storageClass.reclaimPolicy === 'Retain')
    return { fate: 'retained', story: `StorageClass ${name} has reclaim policy Retain: the volume stays, released` }
  const copies = asText(asMap(storageClass.parameters).numberOfReplicas)
  const backup = asText(asMap(storageClass.parameters).recurringJobSelector)
  return {
    fate: 'deleted',
    story: `StorageClass ${name} has reclaim policy Delete: the volume goes${copies ? `, with its ${copies === '1' ? 'only copy' : `${copies} replicas`}` : ''}${backup ? '; backups of its recurring jobs stay' : ''}`,
  }
}

/** A class of the tree, also one inside a ConfigMap: Longhorn makes its own from there. */
function findClass(name: string, tree: Tree): Record<string, unknown> | undefined {
  const known = tree.find('storage.k8s.io', 'StorageClass', undefined, name)
  if (known) return known.value
  const documents = tree
    .mentioning('', 'ConfigMap', 'StorageClass')
    .flatMap(({ value }) => Object.values(asMap(value.data)).flatMap(manifests))
  return documents.find(({ kind, metadata }) => kind === 'StorageClass' && asMap(metadata).name === name)
}

function manifests(text: unknown): Record<string, unknown>[] {
  if (typeof text !== 'string' || !text.includes('StorageClass')) return []
  try {
    return parseArgoYamlAll(text).map(asMap)
  } catch {
    return []
  }
}

function defaultClass(tree: Tree): TreeObject | undefined {
  return tree
    .ofKind('storage.k8s.io', 'StorageClass')
    .find(({ value }) => annotation(value, 'storageclass.kubernetes.io/is-default-class') === 'true')
}

/** `50Gi, class longhorn` of a claim's spec. */
export function describeClaim(claim: Record<string, unknown>): string {
  const size = asMap(asMap(claim.resources).requests).storage
  const className = asText(claim.storageClassName)
  return [
    typeof size === 'string' || typeof size === 'number' ? String(size) : 'size unknown',
    className ? `class ${className}` : 'default class',
  ].join(', ')
}
