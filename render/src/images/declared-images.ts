import type { App } from '@ainur/constructs'
import { normalizedReference } from '@ainur/constructs/image-reference'
import type { Upstream } from '@ainur/constructs/upstream'
import type { ImageLock, LockedImage } from './image-lock.ts'

/** What the records of upstreams say about their images, as entries of the lock. */
export function declaredImages(upstreams: readonly Upstream[]): ImageLock['images'] {
  const images = upstreams.flatMap(({ images = {} }) => Object.values(images))
  return entriesOf(images.map(({ platformsFrom, ...image }) => ({ ...image, upstream: platformsFrom })))
}

/** The lock, and the images that this repository builds. What was read from a registry wins over what is declared. */
export function withOwnImages(lock: ImageLock, apps: readonly App[]): ImageLock {
  return { images: { ...entriesOf(apps.flatMap(({ ownImages }) => ownImages)), ...lock.images } }
}

type Declared = Required<Pick<LockedImage, 'tag' | 'platforms' | 'upstream'>> & { readonly reference: string }

function entriesOf(images: readonly Declared[]): ImageLock['images'] {
  return Object.fromEntries(
    images.map(({ reference, tag, platforms, upstream }): [string, LockedImage] => [
      normalizedReference(reference),
      { tag, platforms: [...platforms].sort(), source: 'declared', upstream },
    ]),
  )
}
