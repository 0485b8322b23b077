import type { Upstream } from '../../upstream/upstream.ts'
import { upstreamImage } from '../../upstream/upstream-image.ts'

/**
 * Not the newest: from v1.2.0 to v1.2.3 kube-vip removes the addresses when it loses an election, and then neither ends
 * nor takes part in the next one until somebody deletes the pod. This version ends, and kubelet starts it again.
 *
 * @see https://github.com/kube-vip/kube-vip/issues/1747
 */
const version = 'v1.1.2'

export const kubeVipUpstream = {
  name: 'kube-vip',
  version,
  released: '2026-03-30',
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
  notes: 'Before raising it: see whether the release ends when it loses an election (kube-vip/kube-vip#1747).',
} as const satisfies Upstream
