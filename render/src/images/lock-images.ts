import { parseImageReference } from '@ainur/constructs/image-reference'
import type { ImageLock, LockedImage } from './image-lock.ts'
import { mapConcurrently } from './map-concurrently.ts'
import type { RegistryClient } from './registry/registry-client.ts'
import { RegistryError } from './registry/registry-error.ts'
import { resolveImage } from './registry/resolve-image.ts'

/** What refreshing did to one entry. */
export interface LockOutcome {
  readonly reference: string
  /**
   * `added`, `confirmed` (a declared entry is now read), `moved` (same tag, other digest), `unchanged`; where the
   * registry could not be asked: `kept` (the old entry stays), `declared` (taken from the upstream's record),
   * `missing` (there is neither an entry nor a record); `dropped`: nothing uses it.
   */
  readonly result: 'added' | 'confirmed' | 'moved' | 'unchanged' | 'kept' | 'declared' | 'missing' | 'dropped'
  /** Why the registry could not be asked. */
  readonly problem?: string
  /** Platforms that the entry claimed and the registry does not have. */
  readonly lost: readonly string[]
}

export interface LockResult {
  readonly lock: ImageLock
  readonly outcomes: readonly LockOutcome[]
}

/** How many registries are asked at a time: enough to hide latency, too few for anybody's rate limit. */
const concurrency = 4

export interface ImagesToLock {
  /** References in their one spelling; see `imagesInUse`. */
  readonly inUse: readonly string[]
  /** What the records of upstreams say about images: they are locked too. @default none */
  readonly declared?: ImageLock['images']
  /** Whether entries that are neither in use nor declared go. @default true */
  readonly drop?: boolean
}

/**
 * Reads every image that is in use or declared from its registry.
 *
 * What cannot be read stays as it was read once, or as its record declares it: a digest is never invented.
 */
export async function lockImages(
  lock: ImageLock,
  { inUse, declared = {}, drop = true }: ImagesToLock,
  client: RegistryClient,
  onProgress: (outcome: LockOutcome) => void = () => {},
): Promise<LockResult> {
  const used = new Set([...inUse, ...Object.keys(declared)])
  const references = [...new Set([...Object.keys(lock.images), ...used])].sort()
  const entries = await mapConcurrently(references, concurrency, async (reference) => {
    const [entry, outcome] = await (drop && !used.has(reference)
      ? dropped(reference)
      : lockImage(reference, lock.images[reference], declared[reference], client))
    onProgress(outcome)
    return { reference, entry, outcome }
  })
  return {
    lock: {
      images: Object.fromEntries(entries.flatMap(({ reference, entry }) => (entry ? [[reference, entry]] : []))),
    },
    outcomes: entries.map(({ outcome }) => outcome),
  }
}

async function lockImage(
  reference: string,
  old: LockedImage | undefined,
  declared: LockedImage | undefined,
  client: RegistryClient,
): Promise<[LockedImage | undefined, LockOutcome]> {
  try {
    const { digest, platforms } = await resolveImage(client, reference)
    const { tag = 'latest' } = parseImageReference(reference)
    const entry: LockedImage = { tag, digest, platforms, source: 'registry' }
    const lost = (old?.platforms ?? []).filter((platform) => !platforms.includes(platform))
    return [entry, { reference, result: compare(old, digest), lost }]
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    const outcome = (result: LockOutcome['result']) => ({ reference, result, problem: error.message, lost: [] })
    if (old?.source === 'registry' || !declared) return [old, outcome(old ? 'kept' : 'missing')]
    return [declared, outcome(old ? 'kept' : 'declared')]
  }
}

function dropped(reference: string): [undefined, LockOutcome] {
  return [undefined, { reference, result: 'dropped', lost: [] }]
}

function compare(old: LockedImage | undefined, digest: string): LockOutcome['result'] {
  if (!old) return 'added'
  if (!old.digest) return 'confirmed'
  return old.digest === digest ? 'unchanged' : 'moved'
}
