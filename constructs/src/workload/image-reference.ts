/** The parts of an image reference as written in a pod. */
export interface ImageReference {
  /** With the registry as written: `ghcr.io/dexidp/dex`, `nginx`. */
  readonly repository: string
  readonly tag?: string
  readonly digest?: string
}

/** Splits `registry:5000/name:tag@sha256:…`. A colon before the last slash belongs to the registry's port. */
export function parseImageReference(reference: string): ImageReference {
  const [named = '', digest] = reference.split('@', 2)
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1)
  return {
    repository: colon < 0 ? named : named.slice(0, colon),
    ...(colon < 0 ? {} : { tag: named.slice(colon + 1) }),
    ...(digest ? { digest } : {}),
  }
}

/** The reference as the author wrote it: without the digest that the lock added. */
export function withoutDigest(reference: string): string {
  const { repository, tag } = parseImageReference(reference)
  return tag === undefined ? repository : `${repository}:${tag}`
}

/**
 * The one spelling that the lock has for an image: Docker Hub is named (`docker.io/library/nginx:1.29`). Tag and digest
 * stay as they are.
 */
export function normalizedReference(reference: string): string {
  const { repository } = parseImageReference(reference)
  const { host, path } = registryLocation(repository)
  return `${host === dockerHub ? 'docker.io' : host}/${path}${reference.slice(repository.length)}`
}

const dockerHub = 'registry-1.docker.io'

/** Host and path that a registry knows the image under; Docker Hub is what a reference without host means. */
export function registryLocation(repository: string): { readonly host: string; readonly path: string } {
  const slash = repository.indexOf('/')
  const first = slash < 0 ? '' : repository.slice(0, slash)
  const isHost = /[.:]/.test(first) || first === 'localhost'
  if (!isHost) return { host: dockerHub, path: slash < 0 ? `library/${repository}` : repository }
  const path = repository.slice(slash + 1)
  if (first === 'docker.io' || first === 'index.docker.io') {
    return { host: dockerHub, path: path.includes('/') ? path : `library/${path}` }
  }
  return { host: first, path }
}
