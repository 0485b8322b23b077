import { isRecord } from '@ainur/constructs/is-record'
import { asMap, asMaps, asText, asTexts } from '../../../model/shape.ts'
import { stableJson } from '../../../text/stable-json.ts'
import { type Narrowing, type SchemaPath, tellPath } from './narrowing.ts'

type Schema = Readonly<Record<string, unknown>>

/** What one node of a schema refuses from now on; the nodes below it are not looked at. */
export function* tightened(old: Schema, now: Schema, path: SchemaPath): Generator<Narrowing> {
  const at = tellPath(path)
  const refused = (told: string, concerns: Narrowing['concerns'] = () => true): Narrowing => ({
    path,
    effect: 'refused',
    told: `${at} ${told}`,
    concerns,
  })
  yield* type(old, now, refused)
  if (old.nullable === true && now.nullable !== true) yield refused('may no longer be null', (value) => value === null)
  yield* choices(old, now, refused)
  for (const name of asTexts(now.required)) {
    if (asTexts(old.required).includes(name) || 'default' in asMap(asMap(now.properties)[name])) continue
    yield refused(`needs ${name}`, (value) => isRecord(value) && !Object.hasOwn(value, name))
  }
  for (const limit of limits) yield* bound(limit, old, now, refused)
  for (const [key, told] of formats)
    if (typeof now[key] === 'string' && now[key] !== old[key] && !unchecked.has(now[key]))
      yield refused(`${told} ${now[key]}`)
  yield* conditions(old, now, refused)
}

type Refused = (told: string, concerns?: Narrowing['concerns']) => Narrowing

const formats = [
  ['pattern', 'has to match'],
  ['format', 'has to be of the format'],
] as const

/** Formats that the API server does not check. */
const unchecked = new Set(['int32', 'int64', 'float', 'double', 'password'])

function* type(old: Schema, now: Schema, refused: Refused): Generator<Narrowing> {
  const [from, to] = [asText(old.type), asText(now.type)]
  if (to === undefined || from === to || (from === 'integer' && to === 'number')) return
  // Without a type and a flag, a schema takes what its conditions allow, which cannot be said in a word.
  const loose = old['x-kubernetes-int-or-string'] === true ? 'integer or string' : keepsUnknown(old) ? 'anything' : from
  if (loose) yield refused(`has to be of type ${to} (was ${loose})`, (value) => !isOfType(value, to))
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'object') return isRecord(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

function* choices(old: Schema, now: Schema, refused: Refused): Generator<Narrowing> {
  if (!Array.isArray(now.enum)) return
  const allowed = new Set(now.enum.map((each) => stableJson(each)))
  if (!Array.isArray(old.enum)) {
    const list = now.enum.slice(0, 6).map((each) => JSON.stringify(each))
    yield refused(
      `takes only ${list.join(', ')}${now.enum.length > 6 ? ' …' : ''}`,
      (value) => !allowed.has(stableJson(value)),
    )
    return
  }
  const lost = old.enum.filter((each) => !allowed.has(stableJson(each)))
  if (lost.length > 0) {
    const gone = new Set(lost.map((each) => stableJson(each)))
    yield refused(`no longer takes ${lost.map((each) => JSON.stringify(each)).join(', ')}`, (value) =>
      gone.has(stableJson(value)),
    )
  }
}

interface Limit {
  readonly key: string
  readonly highest: boolean
  readonly told: string
  /** What is counted; undefined for values that the limit says nothing of. */
  measure(value: unknown): number | undefined
}

const number = (value: unknown) => (typeof value === 'number' ? value : undefined)
// The API server counts code points.
const length = (value: unknown) => (typeof value === 'string' ? [...value].length : undefined)
const items = (value: unknown) => (Array.isArray(value) ? value.length : undefined)
const keys = (value: unknown) => (isRecord(value) ? Object.keys(value).length : undefined)
const limits: readonly Limit[] = [
  { key: 'maximum', highest: true, told: 'has to be at most', measure: number },
  { key: 'minimum', highest: false, told: 'has to be at least', measure: number },
  { key: 'maxLength', highest: true, told: 'may have no more characters than', measure: length },
  { key: 'minLength', highest: false, told: 'needs at least as many characters as', measure: length },
  { key: 'maxItems', highest: true, told: 'may have no more items than', measure: items },
  { key: 'minItems', highest: false, told: 'needs at least as many items as', measure: items },
  { key: 'maxProperties', highest: true, told: 'may have no more keys than', measure: keys },
  { key: 'minProperties', highest: false, told: 'needs at least as many keys as', measure: keys },
]

function* bound({ key, highest, told, measure }: Limit, old: Schema, now: Schema, refused: Refused) {
  const [from, to] = [old[key], now[key]]
  if (typeof to !== 'number') return
  const exclusive = `exclusive${key.charAt(0).toUpperCase()}${key.slice(1)}`
  const excludes = now[exclusive] === true
  const isTighter = typeof from !== 'number' || (highest ? to < from : to > from)
  const closesEnd = to === from && excludes && old[exclusive] !== true
  if (!isTighter && !closesEnd) return
  // What nothing can fall short of limits nothing.
  if (!highest && to === 0 && key !== 'minimum') return
  const was = typeof from === 'number' && from !== to ? ` (was ${from})` : ''
  yield refused(`${told} ${to}${excludes ? ', that value excluded' : ''}${was}`, (value) => {
    const amount = measure(value)
    if (amount === undefined) return false
    return amount === to ? excludes : highest ? amount > to : amount < to
  })
}

function* conditions(old: Schema, now: Schema, refused: Refused): Generator<Narrowing> {
  if (typeof now.multipleOf === 'number' && now.multipleOf !== old.multipleOf)
    yield refused(`has to be a multiple of ${now.multipleOf}`)
  const list = now['x-kubernetes-list-type']
  if ((list === 'set' || list === 'map') && old['x-kubernetes-list-type'] !== list) {
    const keys = asTexts(now['x-kubernetes-list-map-keys']).join(' and ')
    const told = list === 'set' ? 'may hold no item twice' : `may hold one item per ${keys} only`
    yield {
      ...refused(told, (value) => hasTwins(value, list === 'map' ? asTexts(now['x-kubernetes-list-map-keys']) : [])),
      isSlight: true,
    }
  }
  const plain = (rule: unknown) => String(rule).replace(/\s+/g, ' ').trim()
  const known = new Set(asMaps(old['x-kubernetes-validations']).map(({ rule }) => plain(rule)))
  for (const { rule, message } of asMaps(now['x-kubernetes-validations']))
    if (!known.has(plain(rule))) yield refused(`has a new rule: ${asText(message) ?? asText(rule) ?? ''}`)
  for (const key of ['allOf', 'anyOf', 'oneOf', 'not']) {
    // `anyOf: [integer, string]` is the way to write int-or-string.
    const isWider = key === 'anyOf' && old.anyOf === undefined && now['x-kubernetes-int-or-string'] === true
    if (now[key] !== undefined && !isWider && stableJson(now[key]) !== stableJson(old[key]))
      yield refused(`has other conditions (${key})`)
  }
}

/** Whether two items of a list are the same, by `keys` if there are any. */
function hasTwins(value: unknown, keys: readonly string[]): boolean {
  if (!Array.isArray(value)) return false
  const names = value.map((item) => stableJson(keys.length > 0 ? keys.map((key) => asMap(item)[key] ?? null) : item))
  return new Set(names).size < names.length
}

/** Whether the API server keeps fields that the schema does not name. */
export function keepsUnknown(schema: Schema): boolean {
  return schema['x-kubernetes-preserve-unknown-fields'] === true
}
