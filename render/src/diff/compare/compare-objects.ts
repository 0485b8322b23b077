import { isDeepStrictEqual } from 'node:util'
import { isRecord } from '@ainur/constructs/is-record'
import type { HiddenChange, PathChange, Segment } from '../model.ts'
import { isDefault } from './defaults.ts'
import { hasTextMeaning, parseDocument, textMeaning } from './documents.ts'
import { formatPath } from './format-path.ts'
import { sameMeaning } from './same-meaning.ts'
import { builtInFacts, type ListType, type SchemaFacts } from './schema-facts.ts'

export interface Comparison {
  readonly paths: readonly PathChange[]
  readonly hidden: readonly HiddenChange[]
}

interface Place {
  readonly segments: readonly Segment[]
  /** Path in the schema: keys, and `[]` for list items. */
  readonly schema: readonly string[]
}

/** Compares two objects by what they mean to Kubernetes. `facts` says how lists are keyed. */
export function compareObjects(before: object, after: object, facts: SchemaFacts = builtInFacts): Comparison {
  const { apiVersion, kind } = after as { apiVersion: string; kind: string }
  return new Comparer(facts, apiVersion, kind).run(before, after)
}

class Comparer {
  readonly paths: PathChange[] = []
  readonly hidden: HiddenChange[] = []

  private readonly facts: SchemaFacts
  private readonly apiVersion: string
  private readonly kind: string

  constructor(facts: SchemaFacts, apiVersion: string, kind: string) {
    this.facts = facts
    this.apiVersion = apiVersion
    this.kind = kind
  }

  run(before: unknown, after: unknown): Comparison {
    this.#compare(before, after, { segments: [], schema: [] })
    return { paths: this.paths, hidden: this.hidden }
  }

  #compare(before: unknown, after: unknown, place: Place): void {
    if (before === after) return
    // `null` in a manifest is the same as nothing at all; in a program's own configuration it may undo a default.
    const [from, to] = isForeign(place) ? [before, after] : [before ?? undefined, after ?? undefined]
    if (from === undefined && to === undefined) return
    if (from === undefined || to === undefined) this.#oneSided(from, to, place)
    else if (Array.isArray(from) && Array.isArray(to)) this.#compareLists(from, to, place)
    else if (isRecord(from) && isRecord(to)) this.#compareMaps(from, to, place)
    else if (!Object.is(from, to)) this.#compareScalars(from, to, place)
  }

  #compareScalars(from: unknown, to: unknown, place: Place): void {
    if (typeof from === 'string' && typeof to === 'string' && this.#compareDocuments(from, to, place)) return
    const isQuantity = () => this.facts.formatAt(this.apiVersion, this.kind, place.schema) === 'quantity'
    const same = isForeign(place) ? undefined : sameMeaning(this.kind, place.schema, from, to, isQuantity)
    if (same) this.#hide(same, place, { before: from, after: to })
    else this.#report(place, { before: from, after: to })
  }

  #oneSided(from: unknown, to: unknown, place: Place): void {
    const values = { ...(from !== undefined && { before: from }), ...(to !== undefined && { after: to }) }
    if (!isForeign(place) && isDefault(this.kind, place.schema, from ?? to)) this.#hide('default-value', place, values)
    else this.#report(place, values)
  }

  #compareMaps(from: Record<string, unknown>, to: Record<string, unknown>, place: Place): void {
    for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
      this.#compare(own(from, key), own(to, key), {
        segments: [...place.segments, key],
        schema: [...place.schema, key],
      })
    }
  }

  #compareLists(from: readonly unknown[], to: readonly unknown[], place: Place): void {
    const type = this.facts.listAt(this.apiVersion, this.kind, place.schema)
    if (type?.type === 'map') {
      const [a, b] = [keyed(from, type), keyed(to, type)]
      if (a && b) {
        this.#compareKeyed(a, b, place)
        return
      }
    }
    if (type?.type === 'set' && sameSet(from, to)) {
      if (!isDeepStrictEqual(from, to)) this.#hide('list-order', place, { before: from, after: to })
      return
    }
    if (from.length !== to.length || type?.type === 'set') {
      if (!isDeepStrictEqual(from, to)) this.#report(place, { before: from, after: to })
      return
    }
    for (const [index, value] of from.entries()) {
      this.#compare(value, to[index], { segments: [...place.segments, index], schema: [...place.schema, '[]'] })
    }
  }

  #compareKeyed(from: KeyedList, to: KeyedList, place: Place): void {
    for (const id of new Set([...from.keys(), ...to.keys()])) {
      const [a, b] = [from.get(id), to.get(id)]
      const keys = (a ?? b)?.keys as Record<string, unknown>
      this.#compare(a?.value, b?.value, { segments: [...place.segments, { keys }], schema: [...place.schema, '[]'] })
    }
    this.#compareOrder(from, to, place)
  }

  #compareOrder(from: KeyedList, to: KeyedList, place: Place): void {
    const field = place.schema.at(-1)
    // Init containers run in this order, and `$(NAME)` reads earlier variables: there, the place of new items counts.
    const reads = (list: KeyedList) =>
      [...list.values()].some(({ value }) => /\$\(/.test(String((value as { value?: unknown }).value ?? '')))
    const ordered = field === 'initContainers' || (field === 'env' && (reads(from) || reads(to)))
    const stay = [...from.keys()].filter((id) => to.has(id))
    const come = ordered ? [...to.keys()].filter((id) => !from.has(id)) : []
    const now = [...to.keys()].filter((id) => ordered || from.has(id))
    if (isDeepStrictEqual([...stay, ...come], now)) return
    const values = { before: stay.map((id) => from.get(id)?.keys), after: now.map((id) => to.get(id)?.keys) }
    const order: Place = { ...place, segments: [...place.segments, { keys: { '*': 'order' } }] }
    if (ordered) this.#report(order, values)
    else this.#hide('list-order', order, values)
  }

  /** True when both strings hold a document of one format and the differences are dealt with. */
  #compareDocuments(from: string, to: string, place: Place): boolean {
    const name = place.schema.at(-1) ?? ''
    const [a, b] = [parseDocument(name, from), parseDocument(name, to)]
    if (a && b && a.format === b.format && Array.isArray(a.value) === Array.isArray(b.value)) {
      const count = this.paths.length + this.hidden.length
      this.#compare(a.value, b.value, {
        segments: [...place.segments, { document: a.format }],
        schema: [...place.schema, '>'],
      })
      if (this.paths.length + this.hidden.length === count)
        this.#hide('document-formatting', place, { before: from, after: to })
      return true
    }
    if (hasTextMeaning(name) && textMeaning(name, from) === textMeaning(name, to)) {
      this.#hide('document-formatting', place, { before: from, after: to })
      return true
    }
    return false
  }

  #report(place: Place, values: { before?: unknown; after?: unknown }): void {
    this.paths.push({ segments: place.segments, path: formatPath(place.segments), ...values })
  }

  #hide(rule: string, place: Place, values: { before?: unknown; after?: unknown }): void {
    this.hidden.push({ rule, segments: place.segments, path: formatPath(place.segments), ...values })
  }
}

/** Whether a place is in an embedded document or in the values of a chart, where Kubernetes' rules do not hold. */
function isForeign({ schema }: Place): boolean {
  return schema.includes('>') || schema.includes('valuesObject')
}

type KeyedList = Map<string, { readonly keys: Record<string, unknown>; readonly value: unknown }>

/** The items by their keys; undefined where a key is missing or given twice: then only the order counts. */
function keyed(list: readonly unknown[], type: ListType & { readonly type: 'map' }): KeyedList | undefined {
  const items: KeyedList = new Map()
  for (const value of list) {
    if (!isRecord(value)) return undefined
    const keys: Record<string, unknown> = {}
    for (const name of type.keys) {
      const key = own(value, name) ?? type.defaults[name]
      if (key === undefined || key === null || typeof key === 'object') return undefined
      keys[name] = key
    }
    const id = JSON.stringify(Object.values(keys))
    if (items.has(id)) return undefined
    items.set(id, { keys, value })
  }
  return items
}

function sameSet(a: readonly unknown[], b: readonly unknown[]): boolean {
  const [left, right] = [a, b].map((list) => list.map((each) => JSON.stringify(each)).sort()) as [string[], string[]]
  return isDeepStrictEqual(left, right)
}

function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
