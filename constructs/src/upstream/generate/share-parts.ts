import { isRecord } from '../../app/is-record.ts'
import type { CrdFile } from '../crds.ts'

/** Below this many characters of JSON, a part is easier to read in its place. */
const worthSharing = 160

interface Part {
  /** Where it was met first: `Application.spec.operation.sync`. */
  readonly name: string
  readonly value: unknown
  uses: number
}

/**
 * Turns parts that occur more than once into definitions. Schemas of custom resources spell everything out: an
 * ApplicationSet holds the same template some dozens of times.
 *
 * A definition is named after the first place that holds it, so that a new version of the upstream makes a diff that
 * can be read.
 */
export function shareParts(
  crds: readonly { readonly name: string; readonly approval?: string; readonly spec: Record<string, unknown> }[],
): CrdFile {
  const parts = new Map<string, Part>()
  const names = new Set<string>()

  /** Equal parts get one text. Only what is met for the first time is looked into: its parts are used once there. */
  const count = (value: unknown, path: readonly string[]): void => {
    if (!isShareable(value)) return
    const text = stableText(value)
    const known = parts.get(text)
    if (known) {
      known.uses += 1
      return
    }
    parts.set(text, { name: unusedName(path), value, uses: 1 })
    for (const [key, inner] of entriesOf(value)) count(inner, [...path, key])
  }
  const unusedName = (path: readonly string[]): string => {
    const readable = path.filter((segment) => !noise.has(segment)).join('.')
    let name = readable
    for (let number = 2; names.has(name); number++) name = `${readable}~${number}`
    names.add(name)
    return name
  }

  const definitions: Record<string, unknown> = {}
  const replace = (value: unknown): unknown => {
    if (!isShareable(value)) return value
    const text = stableText(value)
    const part = parts.get(text)
    if (!part || part.uses < 2 || text.length < worthSharing) return replaceInside(value)
    // Reserved before it is filled in; equal parts deeper down are smaller, so there is no loop.
    if (!(part.name in definitions)) {
      definitions[part.name] = null
      definitions[part.name] = replaceInside(value)
    }
    return { $ref: part.name }
  }
  const replaceInside = (value: object): unknown =>
    Array.isArray(value)
      ? value.map(replace)
      : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replace(inner)]))

  for (const { name, spec } of crds) {
    refuseReferences(spec, name)
    count(spec, [kindOf(spec)])
  }
  return { crds: crds.map(({ spec, ...crd }) => ({ ...crd, spec: replaceInside(spec) })), definitions }
}

/** Segments that every path has. */
const noise = new Set(['versions', 'schema', 'openAPIV3Schema', 'properties', 'items', '0'])

function isShareable(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Sorted by key: the order in upstream's file says nothing. */
function entriesOf(value: object): [string, unknown][] {
  if (Array.isArray(value)) return value.map((item, index) => [String(index), item])
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
}

function kindOf(spec: Record<string, unknown>): string {
  return isRecord(spec.names) ? String(spec.names.kind) : ''
}

/** A structural schema has no references; one would be taken for ours. */
function refuseReferences(value: unknown, crd: string): void {
  if (!isShareable(value)) return
  if (isRecord(value) && typeof value.$ref === 'string') throw new Error(`${crd}: its schema has a $ref`)
  for (const [, inner] of entriesOf(value)) refuseReferences(inner, crd)
}

const texts = new WeakMap<object, string>()

function stableText(value: object): string {
  let text = texts.get(value)
  if (text === undefined) {
    const parts = entriesOf(value).map(([key, inner]) => {
      const innerText = isShareable(inner) ? stableText(inner) : JSON.stringify(inner)
      return Array.isArray(value) ? innerText : `${JSON.stringify(key)}:${innerText}`
    })
    text = Array.isArray(value) ? `[${parts.join()}]` : `{${parts.join()}}`
    texts.set(value, text)
  }
  return text
}
