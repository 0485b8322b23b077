import type { KubeObject } from '../model/rendered-object.ts'
import type { Path } from '../text/format-path.ts'
import { holdsCredentials } from './sensitive-name.ts'

/** Whether the value at `path` is one of a list or map of credentials. */
export function isOneOf(path: Path): boolean {
  return holdsCredentials(String(path.at(-1))) && !path.includes('openAPIV3Schema')
}

/** Whether a value only names a secret. */
export function isReference(key: string, value: string, path: Path): boolean {
  const parent = path.at(-2)
  // `secret: my-secret` below a volume or a source names an object; `key: password` names its key.
  if (key === 'key' || key === 'name') return true
  if (/^\$[({]?[A-Za-z]/.test(value)) return true
  return parent === 'labels' || parent === 'matchLabels'
}

/** Where a sensitive name is convincing enough to call the value a literal credential. */
export function isCredentialPlace(key: string, path: Path, { kind }: KubeObject): boolean {
  if (path.includes('openAPIV3Schema')) return false
  // The `secretKey` of an ExternalSecret is the name of a key.
  if (key === 'secretKey' && /^(Cluster)?ExternalSecret$/.test(kind)) return false
  if (key.toLowerCase() === 'secret' || key.toLowerCase() === 'credentials') return path[0] === 'data'
  return true
}

/** Whether a record is a Secret, or the part of a SealedSecret that becomes one. */
export function isSecret(record: Record<string, unknown>, path: Path, { kind }: KubeObject): boolean {
  if (typeof record.kind === 'string' && record.kind.toLowerCase() === 'secret') return true
  const isTemplate = path.length === 2 && path[0] === 'spec' && path[1] === 'template'
  return kind === 'SealedSecret' && isTemplate && 'data' in record
}
