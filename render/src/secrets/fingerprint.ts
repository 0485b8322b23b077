import { createHmac, randomBytes } from 'node:crypto'

/** Turns a secret value into a mark that is the same for the same value, within one run only. */
export type Fingerprint = (value: string) => string

/**
 * Fingerprints under a key that lives as long as the process: two marks tell whether a value changed, and nothing that
 * is printed lets anybody try out guesses later.
 */
export function fingerprinter(key: Uint8Array = randomBytes(32)): Fingerprint {
  return (value) => `‹secret ${createHmac('sha256', key).update(value).digest('hex').slice(0, 8)}›`
}

const mark = /^‹secret [0-9a-f]{8}›$/

/** Whether `value` is the mark of a hidden secret. */
export function isFingerprint(value: unknown): boolean {
  return typeof value === 'string' && mark.test(value)
}
