import type { Problem } from '@ainur/constructs/finding'
import { parseQuantity } from '@ainur/constructs/quantity'
import { asMap, type Fields } from '../../model/shape.ts'
import type { Path } from '../../text/format-path.ts'
import { serverRule } from '../schema-rules.ts'
import { breach, presentOf } from './breach.ts'
import { nfsRules } from './nfs-rules.ts'

/** Fields of a PersistentVolume that do not name a kind of volume. */
const common = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
])

/** What the API server refuses in a claim, or in the template of one. */
export function claimRules(spec: Fields, at: Path): Problem[] {
  return [
    ...accessRules(spec, at),
    ...sizeRules(asMap(asMap(spec.resources).requests).storage, [...at, 'resources', 'requests', 'storage']),
  ]
}

/** What the API server refuses in a PersistentVolume. */
export function volumeObjectRules(spec: Fields): Problem[] {
  const at = ['spec']
  const sources = presentOf(spec, Object.keys(spec)).filter((key) => !common.has(key))
  const problems = [
    ...accessRules(spec, at),
    ...sizeRules(asMap(spec.capacity).storage, [...at, 'capacity', 'storage']),
    ...(spec.nfs ? nfsRules(asMap(spec.nfs), [...at, 'nfs']) : []),
  ]
  if (sources.length !== 1) {
    const message = `${sources.join(' and ') || 'no source'}: a volume is exactly one thing, such as nfs, csi or local`
    problems.push(breach(serverRule.volumeSource, at, message, 'keep or add one of them'))
  }
  if (spec.local !== undefined && spec.nodeAffinity === undefined) {
    const message = '"nodeAffinity" is missing: a local volume says on which node it is'
    problems.push(breach(serverRule.claim, [...at, 'nodeAffinity'], message, 'require the name of the node'))
  }
  return problems
}

function accessRules({ accessModes }: Fields, at: Path): Problem[] {
  const place = [...at, 'accessModes']
  const modes: readonly unknown[] = Array.isArray(accessModes) ? accessModes : []
  if (modes.length === 0) {
    return [breach(serverRule.claim, place, 'no access mode: at least one is required', 'add "ReadWriteOnce", say')]
  }
  if (modes.length < 2 || !modes.includes('ReadWriteOncePod')) return []
  return [breach(serverRule.claim, place, '"ReadWriteOncePod" is allowed alone only', 'drop the others')]
}

function sizeRules(size: unknown, at: Path): Problem[] {
  if (size === undefined) return [breach(serverRule.claim, at, '"storage" is missing', 'add a size, such as "5Gi"')]
  const bytes = typeof size === 'string' || typeof size === 'number' ? parseQuantity(size) : undefined
  if (bytes === undefined || bytes > 0) return []
  return [breach(serverRule.claim, at, `${size}: only a size above 0 is allowed`, 'write one, such as "5Gi"')]
}
