import { distance } from 'fastest-levenshtein'

/** The candidate that `given` was probably meant to be; undefined if none is near enough. */
export function suggest(given: string, candidates: Iterable<string>): string | undefined {
  const lower = given.toLowerCase()
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(given.length / 3)) + 1
  for (const candidate of candidates) {
    const far = distance(lower, candidate.toLowerCase())
    if (far < bestDistance) [best, bestDistance] = [candidate, far]
  }
  return best
}
