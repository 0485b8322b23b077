import type { KubeObject } from '../model/rendered-object.ts'
import { formatPath, type Path } from '../text/format-path.ts'
import { type Fingerprint, isFingerprint } from './fingerprint.ts'
import { isLiteralCredential, looksLiteral } from './looks-literal.ts'
import { isCredentialFile } from './loose-forms.ts'
import { redactText } from './redact-text.ts'
import type { SecretSpot } from './secret-spot.ts'
import { holdsCredentials, isPrivateName, isSensitiveName } from './sensitive-name.ts'

/** Texts in which nothing was found: names, images and labels stand in a tree many times. Long ones hardly repeat. */
const harmless = new Set<string>()
const LONGEST_REMEMBERED = 200

/**
 * Replaces every secret value of a freshly parsed object by its fingerprint, in place, and says where they stood.
 *
 * Hides generously (a name that sounds like a credential is enough) and calls only what surely is one `literal`.
 */
export function redact(object: KubeObject, plainFingerprint: Fingerprint): SecretSpot[] {
  const spots: SecretSpot[] = []
  const known = new Map<string, string>()
  const fingerprint: Fingerprint = (value) => {
    const mark = plainFingerprint(value)
    if (isTelling(value)) known.set(value, mark)
    return mark
  }
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
    if (typeof record.kind === 'string' && record.kind.toLowerCase() === 'secret') hideSecret(record, path)
    if (isSealedTemplate(record, path, object)) hideSecret(record, path)
    const label = [record.name, record.key].find((each) => typeof each === 'string' && isPrivateName(each))
    const oneOfMany = isOneOf(path)
    const env = typeof record.value === 'string' ? (label as string | undefined) : undefined
    for (const [key, value] of Object.entries(record)) {
      const here = [...path, key]
      if (isFingerprint(value)) continue
      if (typeof value === 'object') walk(value, here)
      else if (typeof value === 'string') {
        const name = key === 'value' && env !== undefined ? env : key
        const byName = isPrivateName(name) || oneOfMany || isCredentialFile(key)
        record[key] =
          byName && value !== '' && !isReference(key, value, here)
            ? hide(
                value,
                here,
                `it is called ${name}`,
                isLiteralCredential(name, value) && isCredentialPlace(key, here, object),
              )
            : text(value, here)
      } else if (typeof value === 'number' && isSensitiveName(key))
        record[key] = hide(
          value,
          here,
          `it is called ${key}`,
          isLiteralCredential(key, String(value)) && isCredentialPlace(key, here, object),
        )
    }
  }
  const walkList = (list: unknown[], path: Path): void => {
    for (const [index, value] of list.entries()) {
      const here = [...path, index]
      const before = list[index - 1]
      if (typeof value !== 'string') walk(value, here)
      else if (
        typeof before === 'string' &&
        ((/^--?[A-Za-z]/.test(before) && isPrivateName(before.replace(/^-+/, ''))) ||
          isPasswordOf(before, list, value)) &&
        !value.startsWith('-')
      ) {
        list[index] = hide(value, here, `it follows ${before}`, followsAsLiteral(before, value))
      } else if (isOneOf(path) && value !== '') {
        list[index] = hide(value, here, `it is one of ${path.at(-1)}`, looksLiteral(value))
      } else if (/^-p.{3,}/.test(value) && list.some((each) => /^(mysql|mariadb)/.test(String(each)))) {
        list[index] =
          `-p${hide(value.slice(2), here, 'it is a password on a command line', looksLiteral(value.slice(2)))}`
      } else list[index] = text(value, here)
    }
  }
  const text = (value: string, path: Path): string => {
    if (value.length < 6 || harmless.has(value) || isFingerprint(value)) return value
    const redacted = redactText(value, fingerprint)
    const untouched = redacted.found.length === 0 && redacted.text === value
    if (untouched && value.length <= LONGEST_REMEMBERED) harmless.add(value)
    for (const each of redacted.found) spots.push({ ...each, path: formatPath(path) })
    return redacted.text
  }
  const hideSecret = (secret: Record<string, unknown>, path: Path): void => {
    // Also fields that a Secret does not have: somebody wrote `stringdata` and means it.
    for (const field of Object.keys(secret).filter((each) => !plainFields.has(each))) {
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
  if (known.size > 0) hideRepeated(object, known)
  return spots
}

/** Whether what stands at `path` is one of several credentials. */
function isOneOf(path: Path): boolean {
  return holdsCredentials(String(path.at(-1))) && !path.includes('openAPIV3Schema')
}

const plainFields = new Set(['apiVersion', 'kind', 'metadata', 'type', 'immutable', 'status'])

/** Whether a value is too peculiar to stand somewhere else by chance. */
function isTelling(value: string): boolean {
  return value.length >= 10 && value.length <= 500 && /\d/.test(value) && /[A-Za-z]/.test(value) && !/\s/.test(value)
}

/** Hides values that were found in one place wherever else they stand in the object, but for its identity. */
function hideRepeated(object: KubeObject, known: ReadonlyMap<string, string>): void {
  const clean = (text: string) => {
    let result = text
    for (const [value, mark] of known) if (result.includes(value)) result = result.replaceAll(value, mark)
    return result
  }
  const seen = new Set<unknown>()
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return
    seen.add(node)
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string') (node as Record<string, unknown>)[key] = clean(value)
      else walk(value)
    }
  }
  const { apiVersion: _version, kind: _kind, metadata, ...rest } = object
  walk(metadata?.annotations)
  for (const [key, value] of Object.entries(rest)) {
    if (typeof value === 'string') (object as unknown as Record<string, unknown>)[key] = clean(value)
    else walk(value)
  }
}

/** `-a x` of redis-cli, `-u me:x` of curl, `-p x` of sshpass. */
function isPasswordOf(flag: string, list: readonly unknown[], value: string): boolean {
  const runs = (program: RegExp) => list.some((each) => typeof each === 'string' && program.test(each))
  if (flag === '-a') return runs(/^(redis|valkey)-cli$/)
  if (flag === '-p') return runs(/^sshpass$/)
  return /^(-u|--user|--proxy-user)$/.test(flag) && /^[^:]*[A-Za-z][^:]*:[^/].{2,}/.test(value)
}

/** Values that name a secret rather than being one. */
function isReference(key: string, value: string, path: Path): boolean {
  const parent = path.at(-2)
  // `secret: my-secret` below a volume or a source names an object; `key: password` names its key.
  if (key === 'key' || key === 'name') return true
  if (/^\$[({]?[A-Za-z]/.test(value)) return true
  return parent === 'labels' || parent === 'matchLabels'
}

/** Whether the argument after a flag is a credential: by the flag's name, or else by what the program takes there. */
function followsAsLiteral(flag: string, value: string): boolean {
  const name = flag.replace(/^-+/, '')
  return isPrivateName(name) ? isLiteralCredential(name, value) : looksLiteral(value)
}

/** Where a sensitive name is convincing enough to call the value a literal credential. */
function isCredentialPlace(key: string, path: Path, { kind }: KubeObject): boolean {
  if (path.includes('openAPIV3Schema')) return false
  // What an ExternalSecret calls so is the name of a key.
  if (key === 'secretKey' && /^(Cluster)?ExternalSecret$/.test(kind)) return false
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
