import { defineRule, type Finding, ownObject, type Rule } from '@ainur/constructs/finding'
import { type ImageLock, imageLockFile, type LockedImage } from './image-lock.ts'
import { imageNotLocked } from './image-not-locked.ts'
import { mapConcurrently } from './map-concurrently.ts'
import type { RegistryClient } from './registry/registry-client.ts'
import { RegistryError } from './registry/registry-error.ts'
import { resolveImage } from './registry/resolve-image.ts'

const imageMoved = defineRule('image-moved', 'error', {
  title: 'the registry has another digest for the tag than the lock, or than before',
  why: 'A tag that moves runs what nobody reviewed.',
  remedy: 'Find out why, then take it over: `npm run images -- lock`.',
})

export const imagePlatformsWrong = defineRule('image-platforms-wrong', 'error', {
  title: 'the registry has other platforms for the image than the lock',
  why: 'Placement is computed from wrong facts.',
  remedy: 'Run `npm run images -- lock`.',
})

export const imageGone = defineRule('image-gone', 'error', {
  title: 'the tag does not exist in the registry',
  why: 'Nodes that have not pulled it yet cannot.',
  remedy: 'Choose another tag.',
})

const imageUnverified = defineRule('image-unverified', 'error', {
  title: 'the registry could not be asked',
  why: 'Nobody knows whether the entry is true.',
  remedy: 'Try again when the registry can be reached.',
})

const imageDeclared = defineRule('image-declared', 'warning', {
  title: 'the entry is only declared, and the registry knows its digest',
  why: 'A pod that names a tag runs whatever the tag means on the day.',
  remedy: 'Run `npm run images -- lock`.',
})

/** Rules of `images -- verify`. */
export const verifyRules = [imageMoved, imagePlatformsWrong, imageGone, imageUnverified, imageDeclared]

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
      about(reference, imageNotLocked, '', `"${reference}" is in use but not in images.lock.json`, refresh),
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
      const message = `the entry is only declared so far; the registry has ${digest} for ${platforms.join(', ')}`
      findings.push(about(reference, imageDeclared, 'source', message, refresh))
    } else if (entry.digest !== digest) {
      const message = `the tag moved: locked is ${entry.digest}, the registry has ${digest}`
      findings.push(about(reference, imageMoved, 'digest', message, `find out why, then take it over: ${refresh}`))
    }
    const same = [...entry.platforms].sort().join() === [...platforms].sort().join()
    if (!same) {
      const message = `the lock has ${entry.platforms.join(', ')}; the registry has ${platforms.join(', ')}`
      findings.push(about(reference, imagePlatformsWrong, 'platforms', message, refresh))
    }
    return findings
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    return error.kind === 'not-found'
      ? [about(reference, imageGone, '', error.message, 'choose another tag')]
      : [about(reference, imageUnverified, '', error.message, 'try again when the registry can be reached')]
  }
}

function about(reference: string, rule: Rule, field: string, message: string, remedy: string): Finding {
  const path = `images["${reference}"]${field ? `.${field}` : ''}`
  return rule.finding(ownObject('ImageLock', imageLockFile), path, message, remedy)
}
