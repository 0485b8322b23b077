import type { Upstream } from '../../upstream/upstream.ts'
import { upstreamImage } from '../../upstream/upstream-image.ts'
import { dexResources } from './resources.ts'

const version = 'v2.45.1'

export const dexUpstream = {
  name: 'dex',
  version,
  repository: 'dexidp/dex',
  goModule: 'github.com/dexidp/dex',
  images: {
    dex: upstreamImage({
      repository: 'ghcr.io/dexidp/dex',
      tag: version,
      platforms: ['linux/amd64', 'linux/arm/v7', 'linux/arm64'],
      platformsFrom: `https://github.com/dexidp/dex/tree/${version}`,
    }),
  },
  crds: {
    paths: dexResources.map((resource) => `scripts/manifests/crds/${resource}.yaml`),
    sha256: '9b35f56224b6e857a02badd9c5cc5b6def19bbebb7356d946bbfe3c298f5f9a0',
  },
} as const satisfies Upstream
