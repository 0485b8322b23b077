import { type Finding, ownObject, type Severity } from '@ainur/constructs/finding'
import { type ImageLock, imageLockFile, type LockedImage } from './image-lock.ts'
import { mapConcurrently } from './map-concurrently.ts'
import type { RegistryClient } from './registry/registry-client.ts'
import { RegistryError } from './registry/registry-error.ts'
import { resolveImage } from './registry/resolve-image.ts'

/** Compares the lock with the registries and with what is in use. Finds nothing if the lock is true and complete. */
export async function verifyImages(
  lock: ImageLock,
  inUse: readonly string[],
  client: RegistryClient,
  onProgress: (reference: string) => void = () => {},
): Promise<Finding[]> {
  const missing = inUse
    .filter((reference) => !Object.hasOwn(lock.images, reference))
    .map((reference) =>
      about(
        reference,
        'image-not-locked',
        'error',
        '',
        `"${reference}" is in use but not in images.lock.json`,
        refresh,
      ),
    )
  const entries = Object.entries(lock.images).sort(([a], [b]) => (a < b ? -1 : 1))
  const found = await mapConcurrently(entries, 4, async ([reference, entry]) => {
    const findings = await verifyImage(reference, entry, client)
    onProgress(reference)
    return findings
  })
  return [...missing, ...found.flat()]
}

const refresh = 'npm run images -- lock'

async function verifyImage(reference: string, entry: LockedImage, client: RegistryClient): Promise<Finding[]> {
  try {
    const { digest, platforms } = await resolveImage(client, reference)
    const findings: Finding[] = []
    if (!entry.digest) {
      const message = `only declared so far; the registry has ${digest} for ${platforms.join(', ')}`
      findings.push(about(reference, 'image-declared', 'warning', 'source', message, refresh))
    } else if (entry.digest !== digest) {
      const message = `the tag moved: locked is ${entry.digest}, the registry has ${digest}`
      findings.push(
        about(reference, 'image-moved', 'error', 'digest', message, `find out why, then take it over: ${refresh}`),
      )
    }
    const same = [...entry.platforms].sort().join() === [...platforms].sort().join()
    if (!same) {
      const message = `${entry.platforms.join(', ')} given; the registry has ${platforms.join(', ')}`
      findings.push(about(reference, 'image-platforms-wrong', 'error', 'platforms', message, refresh))
    }
    return findings
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    return error.kind === 'not-found'
      ? [about(reference, 'image-gone', 'error', '', error.message, 'choose another tag')]
      : [about(reference, 'image-unverified', 'error', '', error.message, 'try again when the registry can be reached')]
  }
}

function about(
  reference: string,
  rule: string,
  severity: Severity,
  field: string,
  message: string,
  remedy: string,
): Finding {
  return {
    rule,
    severity,
    object: ownObject('ImageLock', imageLockFile),
    path: `images["${reference}"]${field ? `.${field}` : ''}`,
    message,
    remedy,
  }
}
