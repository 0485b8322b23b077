import { parseArgoYamlAll } from '../yaml/argo-yaml.ts'
import { exceedsSize } from '../yaml/expanded-size.ts'
import { isFingerprint } from './fingerprint.ts'
import { holdsCredentials, isPrivateName, mayNameCredentials } from './sensitive-name.ts'

/** A value of an embedded document that its place makes a credential. */
export interface FoundValue {
  readonly value: string
  /** What makes it one. */
  readonly name: string
  /** Whether that name leaves little doubt. */
  readonly sure: boolean
}

/** Opens as JSON, or has a line that starts with a key or an item: prose and lists of words do not. */
const looksLikeDocument = /^\s*["{[]|^[ \t]*(- )*["']?[\w./-]+["']?:(\s|$)/m
/** Deeper than this, documents inside documents are left alone. */
const DEEPEST = 4

/**
 * Credentials of a YAML or JSON document that lines do not show: names beside values, lists, aliases, documents inside
 * documents. Empty if the text is not a document.
 */
export function credentialsIn(text: string, depth = 0): FoundValue[] {
  if (depth > DEEPEST || !looksLikeDocument.test(text) || !mayNameCredentials(text)) return []
  const found: FoundValue[] = []
  const take = (value: unknown, name: string, sure = true) => {
    const plain = typeof value === 'number' ? String(value) : value
    if (typeof plain === 'string' && plain.trim() !== '' && !isFingerprint(plain))
      found.push({ value: plain, name, sure })
  }
  const visit = (node: unknown, holder?: string): void => {
    if (typeof node === 'string') {
      if (holder !== undefined && !isSetting(node)) take(node, holder)
      else if (node.length > 12) found.push(...credentialsIn(node, depth + 1))
      return
    }
    if (typeof node !== 'object' || node === null) return
    if (Array.isArray(node)) {
      for (const each of node) visit(each, typeof each === 'string' ? holder : undefined)
      return
    }
    const named = [own(node, 'name'), own(node, 'key')].find((each) => typeof each === 'string' && isPrivateName(each))
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'object') visit(value, holdsCredentials(key) ? key : undefined)
      else if (isPrivateName(key)) take(value, key)
      else if (key === 'value' && typeof named === 'string') take(value, named)
      else if (holder !== undefined && !isSetting(value)) take(value, `${holder}.${key}`, false)
      else visit(value)
    }
  }
  for (const document of documentsOf(text)) visit(document)
  return found
}

/** Durations, numbers and switches beside tokens say how the tokens are used. */
function isSetting(value: unknown): boolean {
  return typeof value !== 'string' || /^([\d.]+[a-z]{0,2}|true|false)$/i.test(value)
}

function documentsOf(text: string): unknown[] {
  try {
    const documents = /^\s*["{[]/.test(text) ? [JSON.parse(text)] : parseArgoYamlAll(text)
    return exceedsSize(documents, 200_000, 200) ? [] : documents
  } catch {
    return []
  }
}

function own(node: object, key: string): unknown {
  return Object.hasOwn(node, key) ? (node as Record<string, unknown>)[key] : undefined
}

/** `text` with `mark` for `value`, as it is written plainly or in JSON; undefined if it occurs in neither form. */
export function replaceValue(text: string, value: string, mark: string): string | undefined {
  const once = JSON.stringify(value).slice(1, -1)
  const twice = JSON.stringify(once).slice(1, -1)
  const form = [...new Set([value, once, twice])].find((each) => text.includes(each))
  if (form === undefined) return undefined
  const escaped = form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  // A short one may be part of an ordinary word.
  return text.replace(
    form.length < 8 ? new RegExp(`(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`, 'g') : new RegExp(escaped, 'g'),
    mark,
  )
}
