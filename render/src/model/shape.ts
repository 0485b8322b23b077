import { isRecord } from '@ainur/constructs/is-record'
import type { KubeObject } from './rendered-object.ts'

// How checks, rules and schemas read objects that nobody has checked: a value of another shape counts as absent. The
// schema check reports it; nothing else trips over it.

/** A map whose values nobody has looked at yet. */
export type Fields = Record<string, unknown>

/** `value` if it is a map, else an empty one. */
export function asMap(value: unknown): Fields {
  return isRecord(value) ? value : {}
}

/** The maps of a list; everything else in it is left out. */
export function asMaps(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

/** The maps of a list, each after its place in it; everything else is left out, and counts all the same. */
export function numberedMaps(value: unknown): (readonly [index: number, map: Fields])[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item, index) => (isRecord(item) ? [[index, item] as const] : []))
}

/** `value` if it is a text, be it empty. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** `value` if it is a text that says something: Kubernetes reads an empty one as absent. */
export function asFilledText(value: unknown): string | undefined {
  return asText(value) || undefined
}

/** The texts of a list. */
export function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

/** A map of texts, such as labels. */
export function asLabels(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asMap(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** The `spec` of an object, empty if it has none. */
export function specOf(object: KubeObject | undefined): Record<string, unknown> {
  return asMap(object?.spec)
}
