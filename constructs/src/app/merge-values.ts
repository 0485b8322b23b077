import { isRecord } from './is-record.ts'

type Values = Readonly<Record<string, unknown>>

/** `values` with `changes` in their place, as Helm merges values: mappings one by one, everything else as a whole. */
export function mergeValues(values: Values, changes: Values): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...values }
  for (const [key, change] of Object.entries(changes)) {
    const before = merged[key]
    merged[key] = isRecord(before) && isRecord(change) ? mergeValues(before, change) : change
  }
  return merged
}
