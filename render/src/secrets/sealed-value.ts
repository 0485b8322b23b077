import type { KubeObject } from '../model/rendered-object.ts'
import type { Path } from '../text/format-path.ts'

/** Whether the value at `path` is one that `kubeseal` has to have encrypted. */
export function isSealedPlace(path: Path, { kind }: KubeObject): boolean {
  return kind === 'SealedSecret' && path.length === 3 && path[0] === 'spec' && path[1] === 'encryptedData'
}

/** Bytes of a key encrypted with RSA, of 2048 bits and more. */
const keyLengths = new Set([256, 384, 512, 1024])
/** What AES-GCM adds to an empty text. */
const shortestText = 16

/**
 * Whether `value` has the form that `kubeseal` gives it: the length of a key, that key, and a text encrypted with it.
 *
 * @see https://github.com/bitnami-labs/sealed-secrets/blob/main/pkg/crypto/crypto.go
 */
export function isSealed(value: string): boolean {
  if (!/^[A-Za-z0-9+/\s]+=*\s*$/.test(value)) return false
  const bytes = Buffer.from(value, 'base64')
  if (bytes.length < 2) return false
  const keyLength = bytes.readUInt16BE(0)
  return keyLengths.has(keyLength) && bytes.length >= 2 + keyLength + shortestText
}
