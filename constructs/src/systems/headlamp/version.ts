/** @see https://github.com/kubernetes-sigs/headlamp/releases */
export const headlampVersion = 'v0.45.0'

/** Platforms: linux/amd64, linux/arm64. */
export const headlampImage = `ghcr.io/headlamp-k8s/headlamp:${headlampVersion}`
