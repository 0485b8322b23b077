import type { Architecture } from '@ainur/constructs'
import type { ImageLock, LockedImage } from './image-lock.ts'
import { normalizedReference } from './image-reference.ts'

/** What the lock knows about an image as written in a pod, with or without the digest that the lock pass added. */
export function lockedImage(lock: ImageLock, reference: string): LockedImage | undefined {
  const tagged = reference.split('@', 1)[0] ?? reference
  // Locks of earlier commits, which diffs read, have images as their pods spell them.
  const key = [normalizedReference(tagged), tagged].find((spelling) => Object.hasOwn(lock.images, spelling))
  return key === undefined ? undefined : lock.images[key]
}

/** Kubernetes architectures that an image runs on. Variants of arm64 (`linux/arm64/v8`) count as arm64. */
export function architecturesOf(image: LockedImage): readonly Architecture[] {
  const names = image.platforms.map((platform) => platform.split('/')).filter(([os]) => os === 'linux')
  return (['amd64', 'arm64'] as const).filter((known) => names.some(([, architecture]) => architecture === known))
}
