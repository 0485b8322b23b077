/** Name of the lock, a file at the root of the repository. */
export const imageLockFile = 'images.lock.json'

/** One image that the tree may use, and what is known about it. */
export interface LockedImage {
  readonly tag: string
  /** `sha256:…` of the index. Only `registry` entries have one: a digest is never invented. */
  readonly digest?: string
  /** `linux/arm64`, `linux/amd64`, …, sorted. */
  readonly platforms: readonly string[]
  /** `registry`: read from the registry. `declared`: from the upstream's build files, see `upstream`. */
  readonly source: 'registry' | 'declared'
  /** Where a declared entry's platforms were read. */
  readonly upstream?: string
}

/** `images.lock.json`: image reference in its one spelling (`docker.io/library/nginx:1.29`) -> what is known. */
export interface ImageLock {
  readonly images: Readonly<Record<string, LockedImage>>
}
