import { createHash } from 'node:crypto'
import { isRecord } from '@ainur/constructs/is-record'

/** SHA-256 of chart values as JSON with sorted keys, in hex: tells whether two releases were given the same. */
export function valuesDigest(values: unknown): string {
  const sorted = JSON.stringify(values, (_, value: unknown) =>
    isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  )
  return createHash('sha256').update(sorted).digest('hex')
}
