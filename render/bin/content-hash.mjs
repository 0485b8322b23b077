import { createHash } from 'node:crypto'

/** @param {...(string | Buffer)} parts @returns {string} tells any two texts apart, by accident or not */
export function contentHash(...parts) {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('hex')
}
