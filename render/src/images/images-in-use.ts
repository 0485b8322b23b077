import { normalizedReference, parseImageReference, withoutDigest } from '@ainur/constructs/image-reference'
import type { Rendering } from '../model/rendering.ts'
import { containersOf } from '../pods/containers-of.ts'
import { workloadsOf } from '../pods/workload.ts'

/**
 * References with a tag of all images that renderings use, releases included; in their one spelling, sorted, without
 * digests.
 */
export function imagesInUse(renderings: readonly Pick<Rendering, 'objects' | 'apps'>[]): string[] {
  const references = renderings.flatMap((rendering) =>
    workloadsOf(rendering).flatMap(({ template }) => containersOf(template).map(({ container }) => container.image)),
  )
  const tagged = references.filter((reference) => parseImageReference(reference).tag).map(withoutDigest)
  return [...new Set(tagged.map(normalizedReference))].sort()
}
