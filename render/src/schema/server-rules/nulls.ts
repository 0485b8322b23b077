import { isRecord } from '@ainur/constructs/is-record'

/** Whether a field somewhere below `value` is null. */
export function holdsNull(value: unknown): boolean {
  if (value === null) return true
  if (Array.isArray(value)) return value.some(holdsNull)
  if (!isRecord(value)) return false
  for (const key in value) if (holdsNull(value[key])) return true
  return false
}

/** A copy without the fields that are null. Items of lists stay where they are, so that paths remain true. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNulls(item)]])),
  )
}
