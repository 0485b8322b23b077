import { closest, distance } from 'fastest-levenshtein'

/** The member of `allowed` that `given` was most likely meant to be; undefined if none comes near. */
export function suggest(given: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 0) return undefined
  const word = plain(given)
  const best = closest(word, allowed.map(plain))
  const limit = Math.max(2, Math.floor(given.length / 3))
  return distance(word, best) <= limit ? allowed.find((candidate) => plain(candidate) === best) : undefined
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
