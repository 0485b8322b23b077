import { isRecord } from '@ainur/constructs/is-record'

/** The objects of a list, with their place in it; nothing for what is no list. */
export function listOf(value: unknown): { readonly item: Record<string, unknown>; readonly index: number }[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item, index) => (isRecord(item) ? [{ item, index }] : []))
}

/** `value` if it is an object, else an empty one. */
export function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {}
}

/** `value` if it is a text that says something. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
