import type { Upstream } from '../../upstream/upstream.ts'
import { upstreamImage } from '../../upstream/upstream-image.ts'

const version = 'v0.45.0'

export const headlampUpstream = {
  name: 'headlamp',
  version,
  repository: 'kubernetes-sigs/headlamp',
  images: {
    headlamp: upstreamImage({
      repository: 'ghcr.io/headlamp-k8s/headlamp',
      tag: version,
      platforms: ['linux/amd64', 'linux/arm64'],
      platformsFrom: `https://github.com/kubernetes-sigs/headlamp/tree/${version}`,
    }),
  },
} as const satisfies Upstream
