import type { Architecture } from '@ainur/constructs'
import { normalizedReference, withoutDigest } from '@ainur/constructs/image-reference'
import type { ImageLock, LockedImage } from './image-lock.ts'

/** What the lock knows about an image as written in a pod, with or without the digest that the lock pass added. */
export function lockedImage(lock: ImageLock, reference: string): LockedImage | undefined {
  const tagged = withoutDigest(reference)
  // Locks of earlier commits, which diffs read, have images as their pods spell them.
  const key = [normalizedReference(tagged), tagged].find((spelling) => Object.hasOwn(lock.images, spelling))
  return key === undefined ? undefined : lock.images[key]
}

/** Platforms of each architecture; any variant of amd64 and arm64. An ARMv7 board also runs what was built for ARMv6. */
const platforms: Readonly<Record<Architecture, RegExp>> = {
  amd64: /^linux\/amd64(\/|$)/,
  arm: /^linux\/arm(\/v[67])?$/,
  arm64: /^linux\/arm64(\/|$)/,
}
const architectures = Object.keys(platforms) as Architecture[]

/** Kubernetes architectures that an image runs on. */
export function architecturesOf(image: LockedImage): readonly Architecture[] {
  return architectures.filter((each) => image.platforms.some((platform) => platforms[each].test(platform)))
}
