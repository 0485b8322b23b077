import type { KubeObject } from '../../model/rendered-object.ts'
import { formatPath } from '../compare/format-path.ts'
import type { SecretSpot } from '../input/tree-object.ts'
import { type Fingerprint, isFingerprint } from './fingerprint.ts'
import { redactText } from './redact-text.ts'
import { isSensitiveName, looksLiteral } from './sensitive-name.ts'

type Path = readonly (string | number)[]

/**
 * Replaces every secret value of a freshly parsed object by its fingerprint, in place, and says where they stood.
 *
 * Hides generously (a name that sounds like a credential is enough) and calls only what surely is one `literal`.
 */
export function redact(object: KubeObject, fingerprint: Fingerprint): SecretSpot[] {
  const spots: SecretSpot[] = []
  const hide = (value: unknown, path: Path, why: string, literal: boolean): string => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    const mark = fingerprint(text)
    spots.push({ path: formatPath(path), why, literal, fingerprint: mark })
    return mark
  }

  const seen = new Set<unknown>()
  const walk = (node: unknown, path: Path): void => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return
    seen.add(node)
    if (Array.isArray(node)) {
      walkList(node, path)
      return
    }
    const record = node as Record<string, unknown>
    if (record.kind === 'Secret') hideSecret(record, path)
    if (isSealedTemplate(record, path, object)) hideSecret(record, path)
    const env = typeof record.name === 'string' && typeof record.value === 'string' && isSensitiveName(record.name)
    for (const [key, value] of Object.entries(record)) {
      const here = [...path, key]
      if (isFingerprint(value)) continue
      if (typeof value === 'object') walk(value, here)
      else if (typeof value === 'string') {
        const byName = isSensitiveName(key) || (env && key === 'value')
        record[key] =
          byName && !isReference(key, value, here)
            ? hide(
                value,
                here,
                `it is called ${env ? record.name : key}`,
                looksLiteral(value) && isCredentialPlace(key, here),
              )
            : text(value, here)
      } else if (typeof value === 'number' && isSensitiveName(key))
        record[key] = hide(value, here, `it is called ${key}`, false)
    }
  }
  const walkList = (list: unknown[], path: Path): void => {
    for (const [index, value] of list.entries()) {
      const here = [...path, index]
      const before = list[index - 1]
      if (typeof value !== 'string') walk(value, here)
      else if (
        typeof before === 'string' &&
        /^--?[A-Za-z]/.test(before) &&
        isSensitiveName(before.replace(/^-+/, '')) &&
        !value.startsWith('-')
      ) {
        list[index] = hide(value, here, `it follows ${before}`, looksLiteral(value))
      } else list[index] = text(value, here)
    }
  }
  const text = (value: string, path: Path): string => {
    if (value.length < 6 || isFingerprint(value)) return value
    const redacted = redactText(value, fingerprint)
    for (const each of redacted.found) spots.push({ ...each, path: formatPath(path) })
    return redacted.text
  }
  const hideSecret = (secret: Record<string, unknown>, path: Path): void => {
    for (const field of ['data', 'stringData']) {
      const values = secret[field]
      if (values === undefined || values === null) continue
      if (typeof values !== 'object') secret[field] = hide(values, [...path, field], 'it is in a Secret', true)
      else {
        for (const [key, value] of Object.entries(values)) {
          // Both spellings of a value get one fingerprint, so that moving it from `data` to `stringData` is no change.
          const plain =
            field === 'data' && typeof value === 'string'
              ? Buffer.from(value, 'base64').toString('latin1')
              : typeof value === 'string'
                ? Buffer.from(value).toString('latin1')
                : value
          if (!isFingerprint(value))
            (values as Record<string, unknown>)[key] = hide(
              plain,
              [...path, field, key],
              'it is in a Secret',
              value !== '',
            )
        }
      }
    }
    const annotations = (secret.metadata as KubeObject['metadata'] | undefined)?.annotations
    const applied = 'kubectl.kubernetes.io/last-applied-configuration'
    if (
      annotations &&
      typeof annotations === 'object' &&
      applied in annotations &&
      !isFingerprint(annotations[applied])
    ) {
      annotations[applied] = hide(
        annotations[applied],
        [...path, 'metadata', 'annotations', applied],
        'it repeats a Secret',
        true,
      )
    }
  }

  walk(object, [])
  return spots
}

/** Values that name a secret rather than being one. */
function isReference(key: string, value: string, path: Path): boolean {
  const parent = path.at(-2)
  // `secret: my-secret` below a volume or a source names an object; `key: password` names its key.
  if (key === 'key' || key === 'name') return true
  if (/^\$[({]?[A-Za-z]/.test(value)) return true
  return parent === 'labels' || parent === 'matchLabels'
}

/** Where a sensitive name is convincing enough to call the value a literal credential. */
function isCredentialPlace(key: string, path: Path): boolean {
  if (path.includes('openAPIV3Schema')) return false
  if (key.toLowerCase() === 'secret' || key.toLowerCase() === 'credentials') return path[0] === 'data'
  return true
}

function isSealedTemplate(record: Record<string, unknown>, path: Path, object: KubeObject): boolean {
  return (
    object.kind === 'SealedSecret' &&
    path.length === 2 &&
    path[0] === 'spec' &&
    path[1] === 'template' &&
    'data' in record
  )
}
