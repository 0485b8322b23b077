import { isRecord } from '@ainur/constructs/is-record'
import type { KubeObject } from '../model/rendered-object.ts'
import { formatPath, type Path } from '../text/format-path.ts'
import { isCredentialPlace, isOneOf, isReference, isSecret } from './credential-place.ts'
import { type Fingerprint, isFingerprint } from './fingerprint.ts'
import { argumentJudge } from './hidden-in-arguments.ts'
import { hideRepeated, isTelling } from './hide-repeated.ts'
import { isLiteralCredential, looksLiteral } from './looks-literal.ts'
import { isCredentialFile } from './loose-forms.ts'
import { redactText } from './redact-text.ts'
import { isSealed, isSealedPlace } from './sealed-value.ts'
import type { SecretSpot } from './secret-spot.ts'
import { isPrivateName, isSensitiveName } from './sensitive-name.ts'

/** Names, labels and versions: too short and too plain for anything that is looked for in a text. */
const plainText = /^[\w./-]{0,13}$/
/** Longer texts hardly repeat. */
const LONGEST_REMEMBERED = 200
/** Fields of a Secret that hold no values. */
const plainFields = new Set(['apiVersion', 'kind', 'metadata', 'type', 'immutable', 'status'])
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/** Replaces every secret value of a freshly parsed object by its fingerprint, in place, and returns where they were. */
export type Redact = (object: KubeObject) => SecretSpot[]

/**
 * Gives what redacts the objects of one run; it remembers the texts in which nothing is, since images, hosts and paths
 * are in a tree many times.
 *
 * Hides generously (a name that sounds like a credential is enough) and calls only what surely is one `literal`.
 */
export function redactor(fingerprint: Fingerprint): Redact {
  const harmless = new Set<string>()
  return (object) => new Redaction(object, fingerprint, harmless).run()
}

type Values = Record<string, unknown>

/** The walk through one object. */
class Redaction {
  readonly #object: KubeObject
  readonly #fingerprint: Fingerprint
  readonly #harmless: Set<string>
  readonly #spots: SecretSpot[] = []
  readonly #seen = new Set<unknown>()
  /** Values that can be recognised in other places -> their fingerprints. */
  readonly #marks = new Map<string, string>()

  constructor(object: KubeObject, fingerprint: Fingerprint, harmless: Set<string>) {
    this.#object = object
    this.#harmless = harmless
    this.#fingerprint = (value) => {
      const mark = fingerprint(value)
      if (isTelling(value)) this.#marks.set(value, mark)
      return mark
    }
  }

  run(): SecretSpot[] {
    this.#walk(this.#object, [])
    hideRepeated(this.#object, this.#marks)
    return this.#spots
  }

  #walk(node: unknown, path: Path): void {
    if (typeof node !== 'object' || node === null || this.#seen.has(node)) return
    this.#seen.add(node)
    if (Array.isArray(node)) this.#walkList(node, path)
    else this.#walkRecord(node as Values, path)
  }

  #walkRecord(record: Values, path: Path): void {
    if (isSecret(record, path, this.#object)) this.#hideSecret(record, path)
    const label = [record.name, record.key].find((each) => typeof each === 'string' && isPrivateName(each))
    const oneOfMany = isOneOf(path)
    for (const [key, value] of Object.entries(record)) {
      const here = [...path, key]
      const name = key === 'value' && typeof label === 'string' && typeof value === 'string' ? label : key
      if (typeof value === 'object') this.#walk(value, here)
      else if (typeof value === 'number') {
        if (isSensitiveName(key))
          record[key] = this.#hide(value, here, `it is called ${key}`, this.#isLiteral(name, key, value, here))
      } else if (typeof value === 'string' && isSealedPlace(here, this.#object)) {
        if (!isSealed(value) && !isFingerprint(value)) {
          record[key] = this.#hide(value, here, 'kubeseal has not encrypted it', value !== '')
        }
      } else if (typeof value === 'string' && !isFingerprint(value)) {
        const byName = isPrivateName(name) || oneOfMany || isCredentialFile(key)
        record[key] =
          byName && value !== '' && !isReference(key, value, here)
            ? this.#hide(value, here, `it is called ${name}`, this.#isLiteral(name, key, value, here))
            : this.#redactText(value, here)
      }
    }
  }

  #isLiteral(name: string, key: string, value: string | number, path: Path): boolean {
    return isLiteralCredential(name, String(value)) && isCredentialPlace(key, path, this.#object)
  }

  #walkList(list: unknown[], path: Path): void {
    const oneOfMany = isOneOf(path)
    const argument = argumentJudge(list)
    for (const [index, value] of list.entries()) {
      const here = [...path, index]
      if (typeof value !== 'string') {
        this.#walk(value, here)
        continue
      }
      const found = argument(index)
      if (found) list[index] = found.prefix + this.#hide(found.value, here, found.why, found.literal)
      else if (oneOfMany && value !== '') {
        list[index] = this.#hide(value, here, `it is one of ${path.at(-1)}`, looksLiteral(value))
      } else list[index] = this.#redactText(value, here)
    }
  }

  /** Also fields that a Secret does not have: somebody wrote `stringdata` and means it. */
  #hideSecret(secret: Values, path: Path): void {
    for (const field of Object.keys(secret).filter((each) => !plainFields.has(each))) {
      const values = secret[field]
      if (values === undefined || values === null) continue
      if (typeof values !== 'object') {
        secret[field] = this.#hide(values, [...path, field], 'it is in a Secret', true)
        continue
      }
      for (const [key, value] of Object.entries(values)) {
        if (isFingerprint(value)) continue
        const plain = typeof value === 'string' ? plainBytes(value, field === 'data') : value
        ;(values as Values)[key] = this.#hide(plain, [...path, field, key], 'it is in a Secret', value !== '')
      }
    }
    const annotations = isRecord(secret.metadata) ? secret.metadata.annotations : undefined
    if (!isRecord(annotations) || !(lastApplied in annotations) || isFingerprint(annotations[lastApplied])) return
    const at = [...path, 'metadata', 'annotations', lastApplied]
    annotations[lastApplied] = this.#hide(annotations[lastApplied], at, 'it repeats a Secret', true)
  }

  #redactText(value: string, path: Path): string {
    if (plainText.test(value) || this.#harmless.has(value) || isFingerprint(value)) return value
    const { text, found } = redactText(value, this.#fingerprint)
    if (value.length <= LONGEST_REMEMBERED && text === value && found.length === 0) this.#harmless.add(value)
    for (const each of found) this.#spots.push({ ...each, path: formatPath(path) })
    return text
  }

  #hide(value: unknown, path: Path, why: string, literal: boolean): string {
    const fingerprint = this.#fingerprint(typeof value === 'string' ? value : JSON.stringify(value))
    this.#spots.push({ path: formatPath(path), why, literal, fingerprint })
    return fingerprint
  }
}

/** Both spellings of a value give one text, so that moving it from `data` to `stringData` does not count as a change. */
function plainBytes(value: string, isBase64: boolean): string {
  return Buffer.from(value, isBase64 ? 'base64' : 'utf8').toString('latin1')
}
