import { isRecord } from '@ainur/constructs/is-record'
import type { KubeObject } from '../../model/rendered-object.ts'

/** A map, or an empty one where the author wrote something else: rules never trip over a malformed object. */
export function asMap(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {}
}

/** The maps of a list; everything else in it is left out. */
export function asMaps(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

/** The texts of a list. */
export function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

/** `value` if it is text. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function specOf(object: KubeObject | undefined): Record<string, unknown> {
  return asMap(object?.spec)
}

/** A map of texts, such as labels. */
export function asLabels(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asMap(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
