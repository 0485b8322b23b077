import type { Upstream } from '../../upstream/upstream.ts'
import { upstreamImage } from '../../upstream/upstream-image.ts'

const version = 'v7.15.6'

export const oauth2ProxyUpstream = {
  name: 'oauth2-proxy',
  version,
  released: '2026-11-05',
  repository: 'oauth2-proxy/oauth2-proxy',
  goModule: 'github.com/oauth2-proxy/oauth2-proxy/v7',
  images: {
    proxy: upstreamImage({
      repository: 'quay.io/oauth2-proxy/oauth2-proxy',
      tag: version,
      platforms: ['linux/amd64', 'linux/arm/v7', 'linux/arm64', 'linux/ppc64le', 'linux/s390x'],
      platformsFrom: `https://github.com/oauth2-proxy/oauth2-proxy/blob/${version}/Makefile`,
    }),
  },
} as const satisfies Upstream
