import { closest, distance } from 'fastest-levenshtein'

/** The member of `allowed` that `given` was most likely meant to be; undefined if none comes near. */
export function suggest(given: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 0) return undefined
  const word = plain(given)
  const best = closest(word, allowed.map(plain))
  const limit = Math.max(2, Math.floor(given.length / 3))
  return distance(word, best) <= limit ? allowed.find((candidate) => plain(candidate) === best) : undefined
}

/** Spelling without case, spaces and separators: `Raspberry Pi 5 8GB` and `raspberry_pi_5_8gb` are the same mistake. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, '')
}
