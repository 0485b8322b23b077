import { isRecord } from './is-record.ts'

/** `own` with what `settings` say instead or besides; what is undefined there says nothing. */
export function withSettings(own: Readonly<Record<string, unknown>>, settings: unknown): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...own }
  for (const [key, value] of Object.entries(isRecord(settings) ? settings : {})) {
    if (value === undefined) continue
    const before = merged[key]
    merged[key] = isRecord(value) ? withSettings(isRecord(before) ? before : {}, value) : value
  }
  return merged
}
