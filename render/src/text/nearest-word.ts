import { distance } from 'fastest-levenshtein'

/**
 * The word that `given` was probably meant to be; undefined if none is near enough: a third of its letters may be wrong,
 * or `slack` of them, whichever is more. Case counts for nothing.
 *
 * @param slack 1 unless told otherwise: short words are near to many others.
 */
export function nearestWord(given: string, words: Iterable<string>, slack = 1): string | undefined {
  const lower = given.toLowerCase()
  let best: string | undefined
  let bestDistance = Math.max(slack, Math.floor(given.length / 3)) + 1
  for (const word of words) {
    const far = distance(lower, word.toLowerCase())
    if (far < bestDistance) [best, bestDistance] = [word, far]
  }
  return best
}
