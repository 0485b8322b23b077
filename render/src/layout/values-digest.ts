import { createHash } from 'node:crypto'
import { stableJson } from '../text/stable-json.ts'

/** SHA-256 of chart values as JSON with sorted keys, in hex: tells whether two releases were given the same. */
export function valuesDigest(values: unknown): string {
  return createHash('sha256').update(stableJson(values)).digest('hex')
}
