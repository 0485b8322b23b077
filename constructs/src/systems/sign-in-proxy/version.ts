/** @see https://github.com/oauth2-proxy/oauth2-proxy/releases */
export const oauth2ProxyVersion = 'v7.15.4'

export const oauth2ProxyImage = `quay.io/oauth2-proxy/oauth2-proxy:${oauth2ProxyVersion}`
