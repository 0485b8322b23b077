import type { UpstreamImage } from './upstream.ts'

/** An image of a record, with the reference that pods name it by. */
export function upstreamImage(image: Omit<UpstreamImage, 'reference'>): UpstreamImage {
  return { ...image, reference: `${image.repository}:${image.tag}` }
}
