import { isRecord } from '@ainur/constructs/is-record'

/** JSON with the keys of every object sorted: the same value always gives the same text. */
export function stableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_, inner) => (isRecord(inner) ? sorted(inner) : inner), indent)
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((key) => [key, record[key]]),
  )
}
