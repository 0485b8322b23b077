import { closest, distance } from 'fastest-levenshtein'

/** The member of `allowed` that `given` was most likely meant to be; undefined if none comes near. */
export function suggest(given: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 0) return undefined
  const word = plain(given)
  const best = closest(word, allowed.map(plain))
  const limit = Math.max(2, Math.floor(given.length / 3))
  if (distance(word, best) <= limit) return allowed.find((candidate) => plain(candidate) === best)
  return onlyLonger(word, allowed)
}

/** The one member that `word` is the beginning of: `memory` for `memoryBytes`. */
function onlyLonger(word: string, allowed: readonly string[]): string | undefined {
  const longer = allowed.filter((candidate) => word.length >= 3 && plain(candidate).startsWith(word))
  return longer.length === 1 ? longer[0] : undefined
}

/** What other systems call the same thing. */
const synonyms: Readonly<Record<string, string>> = {
  worker: 'agent',
  master: 'server',
  controlplane: 'server',
  pxe: 'netboot',
  network: 'netboot',
  tftp: 'netboot',
  microsd: 'sd',
  sata: 'ssd',
  data: 'longhorn',
  system: 'os',
  root: 'os',
}

/** The member of `allowed` that another system calls `given`. */
export function synonym(given: string, allowed: readonly string[]): string | undefined {
  const word = synonyms[plain(given)]
  return word && allowed.includes(word) ? word : undefined
}

/** Spelling without case, spaces and separators: `Raspberry Pi 5 8GB` and `raspberry_pi_5_8gb` are the same mistake. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, '')
}
