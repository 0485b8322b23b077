import type { App } from '@ainur/constructs'
import { normalizedReference } from '@ainur/constructs/image-reference'
import type { ImageLock, LockedImage } from './image-lock.ts'

/** The lock, and the images that this repository builds. What was read from a registry wins over what is declared. */
export function withOwnImages(lock: ImageLock, apps: readonly App[]): ImageLock {
  const own = apps.flatMap((app) =>
    app.ownImages.map(({ reference, tag, platforms, upstream }): [string, LockedImage] => [
      normalizedReference(reference),
      { tag, platforms: [...platforms].sort(), source: 'declared', upstream },
    ]),
  )
  return { images: { ...Object.fromEntries(own), ...lock.images } }
}
