/**
 * Whether the URL of a mirror names a path, as those of caches that serve several registries do: containerd is to take it
 * as it is, rather than to add `/v2`.
 */
export function hasPath(url: string): boolean {
  return new URL(url).pathname !== '/'
}
