import type { Upstream } from '../../upstream/upstream.ts'
import { upstreamImage } from '../../upstream/upstream-image.ts'

const version = 'v1.2.3'

export const kubeVipUpstream = {
  name: 'kube-vip',
  version,
  repository: 'kube-vip/kube-vip',
  goModule: 'github.com/kube-vip/kube-vip',
  images: {
    kubeVip: upstreamImage({
      repository: 'ghcr.io/kube-vip/kube-vip',
      tag: version,
      platforms: ['linux/amd64', 'linux/arm/v7', 'linux/arm64'],
      platformsFrom: `https://github.com/kube-vip/kube-vip/tree/${version}`,
    }),
  },
} as const satisfies Upstream
