import { closest, distance } from 'fastest-levenshtein'

/** The member of `allowed` that `given` was most likely meant to be; undefined if none comes near. */
export function suggest(given: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 0) return undefined
  const word = wordFor(given, allowed)
  const best = closest(word, allowed.map(plain))
  // Of a word as short as `nfs`, two letters are most of it.
  const limit = word.length <= 3 ? 1 : Math.max(2, Math.floor(given.length / 3))
  if (distance(word, best) <= limit) return allowed.find((candidate) => plain(candidate) === best)
  return onlyLonger(word, allowed)
}

/** `rpi5-8gb`, `Pi 5 8GB` and `cm4-4gb` are how people call boards whose ids say it in full. */
function wordFor(given: string, allowed: readonly string[]): string {
  const word = plain(given)
  const board = /^(?:r?pi|raspberry(?!pi))?((?:cm)?\d.*)$/.exec(word)?.[1]
  return board && allowed.some((id) => plain(id).startsWith('raspberrypi')) ? `raspberrypi${board}` : word
}

/** The members that `given` is the beginning of, where these are few: `pi5` leaves open how much memory there is. */
export function beginningsOf(given: string, allowed: readonly string[]): string[] {
  const word = wordFor(given, allowed)
  const longer = allowed.filter((candidate) => word.length >= 3 && plain(candidate).startsWith(word))
  return longer.length > 1 && longer.length <= 8 ? longer : []
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
  data: 'storage',
  longhorn: 'storage',
  system: 'os',
  root: 'os',
}

/** The member of `allowed` that another system calls `given`. */
export function synonym(given: string, allowed: readonly string[]): string | undefined {
  const word = synonyms[plain(given)]
  return word && allowed.includes(word) ? word : undefined
}

/** What people call a disk that serves files to others. */
const fileServers = ['nfs', 'smb', 'cifs', 'samba', 'nas', 'iscsi', 'share', 'export']

/** Where it is said what `given` means, if not in this setting. */
export function elsewhere(given: string, allowed: readonly string[]): string | undefined {
  const isDiskPurpose = allowed.includes('storage') && allowed.includes('os')
  if (!isDiskPurpose || !fileServers.includes(plain(given))) return undefined
  return "Leave it out if another machine serves it: that one belongs in machines, e.g. { name: 'nas', address: '192.168.20.5', role: 'nas' }. On a node, write \"local\" for what something of your own uses."
}

/** Spelling without case, spaces and separators: `Raspberry Pi 5 8GB` and `raspberry_pi_5_8gb` are the same mistake. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, '')
}
