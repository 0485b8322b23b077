import type { Upstream } from '../../upstream/upstream.ts'
import { upstreamImage } from '../../upstream/upstream-image.ts'

const version = 'v1.10.4'

export const omniUpstream = {
  name: 'omni',
  version,
  repository: 'siderolabs/omni',
  goModule: 'github.com/siderolabs/omni',
  images: {
    omni: upstreamImage({
      repository: 'ghcr.io/siderolabs/omni',
      tag: version,
      platforms: ['linux/amd64', 'linux/arm64'],
      platformsFrom: `https://github.com/siderolabs/omni/tree/${version}`,
    }),
  },
  notes: 'Licence: BSL 1.1.',
} as const satisfies Upstream
