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
   * `added`, `confirmed` (a declared entry is now read), `moved` (same tag, other digest), `unchanged`; `kept`: the
   * registry could not be asked, the old entry stands; `missing`: nor is there an old one.
   */
  readonly result: 'added' | 'confirmed' | 'moved' | 'unchanged' | 'kept' | 'missing'
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

/**
 * Reads every image of `inUse` and of the lock from its registry.
 *
 * An entry that cannot be read stays as it is: a digest is never invented, and a declared entry never lost.
 */
export async function lockImages(
  lock: ImageLock,
  inUse: readonly string[],
  client: RegistryClient,
  onProgress: (outcome: LockOutcome) => void = () => {},
): Promise<LockResult> {
  const references = [...new Set([...Object.keys(lock.images), ...inUse])].sort()
  const entries = await mapConcurrently(references, concurrency, async (reference) => {
    const [entry, outcome] = await lockImage(reference, lock.images[reference], client)
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
    return [old, { reference, result: old ? 'kept' : 'missing', problem: error.message, lost: [] }]
  }
}

function compare(old: LockedImage | undefined, digest: string): LockOutcome['result'] {
  if (!old) return 'added'
  if (!old.digest) return 'confirmed'
  return old.digest === digest ? 'unchanged' : 'moved'
}
