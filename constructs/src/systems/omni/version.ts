/** @see https://github.com/siderolabs/omni/releases */
export const omniVersion = 'v1.10.4'

/** Platforms: linux/amd64, linux/arm64. Licence: BSL 1.1. */
export const omniImage = `ghcr.io/siderolabs/omni:${omniVersion}`
