import { distance } from 'fastest-levenshtein'

/** The command line asks for something that is not there. Shown without a stack trace; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The known word that `given` most likely stands for, if any is near. */
export function nearest(given: string, known: readonly string[]): string | undefined {
  const ranked = known.map((word) => ({ word, away: distance(given.toLowerCase(), word.toLowerCase()) }))
  const best = ranked.sort((a, b) => a.away - b.away)[0]
  return best && best.away <= Math.max(2, given.length / 3) ? best.word : undefined
}
