import { normalizedReference } from '@ainur/constructs/image-reference'
import type { Upstream } from '@ainur/constructs/upstream'
import type { ImageLock, LockedImage } from './image-lock.ts'

/** What the records of upstreams say about their images, as entries of the lock. */
export function declaredImages(upstreams: readonly Upstream[]): ImageLock['images'] {
  const images = upstreams.flatMap(({ images = {} }) => Object.values(images))
  return Object.fromEntries(
    images.map(({ reference, tag, platforms, platformsFrom }): [string, LockedImage] => [
      normalizedReference(reference),
      { tag, platforms: [...platforms].sort(), source: 'declared', upstream: platformsFrom },
    ]),
  )
}
