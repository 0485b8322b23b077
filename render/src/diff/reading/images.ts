import { type ImageReference, parseImageReference, registryLocation } from '@ainur/constructs/image-reference'

export interface ChangedImage extends ImageReference {
  /** Where the image comes from, however it is spelled: `nginx` and `docker.io/library/nginx` are one place. */
  readonly location: string
}

/** An image as written in a pod; undefined if it is not text. */
export function imageOf(value: unknown): ChangedImage | undefined {
  if (typeof value !== 'string' || value === '') return undefined
  const reference = parseImageReference(value)
  const { host, path } = registryLocation(reference.repository)
  return { ...reference, location: `${host}/${path}` }
}
