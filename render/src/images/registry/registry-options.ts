/** How registries are reached. */
export interface RegistryOptions {
  /**
   * Registry host, or `*` for all, -> base URL of a mirror that is asked instead, e.g.
   * `{ 'ghcr.io': 'https://mirror.lan' }`. @default none
   */
  readonly mirrors?: Readonly<Record<string, string>>
  /** Allows mirrors on plain HTTP. @default false */
  readonly insecure?: boolean
  /** Attempts per request when a registry is busy or does not answer. @default 4 */
  readonly attempts?: number
  /** Wait before the second attempt; it doubles with each. A registry's own `Retry-After` counts if it is longer. @default 500 */
  readonly backoffMs?: number
  /** Longest wait between two attempts. @default 30000 */
  readonly maxBackoffMs?: number
  /** Time for one answer. @default 20000 */
  readonly timeoutMs?: number
}

/** Base URL for a registry host. Docker Hub is known to mirrors as `docker.io`. */
export function registryUrl(host: string, { mirrors = {}, insecure = false }: RegistryOptions): URL {
  const name = hostForMirrors(host)
  const mirror = mirrors[name] ?? mirrors['*']
  const url = new URL(mirror ?? `https://${host}`)
  if (url.protocol !== 'https:' && !insecure) {
    throw new Error(`mirror "${mirror}" is not https; add --insecure if that is meant`)
  }
  // containerd tells a mirror the same, so that one mirror can serve several registries.
  if (mirror) url.searchParams.set('ns', name)
  return url
}

function hostForMirrors(host: string): string {
  return host === 'registry-1.docker.io' ? 'docker.io' : host
}
