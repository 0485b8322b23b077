import type { Architecture } from '@ainur/constructs'
import type { ImageLock, LockedImage } from './image-lock.ts'

/** What the lock knows about an image as written in a pod, with or without the digest that the lock pass added. */
export function lockedImage(lock: ImageLock, reference: string): LockedImage | undefined {
  const tagged = reference.split('@', 1)[0] ?? reference
  if (Object.hasOwn(lock.images, reference)) return lock.images[reference]
  return Object.hasOwn(lock.images, tagged) ? lock.images[tagged] : undefined
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
