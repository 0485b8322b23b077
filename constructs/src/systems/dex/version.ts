/** @see https://github.com/dexidp/dex/releases */
export const dexVersion = 'v2.45.1'

/** Platforms: linux/amd64, linux/arm64, linux/arm/v7. */
export const dexImage = `ghcr.io/dexidp/dex:${dexVersion}`
