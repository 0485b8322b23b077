import type { Upstream } from '../../upstream/upstream.ts'
import { upstreamImage } from '../../upstream/upstream-image.ts'

const version = 'v1.15.0'

/** For clusters whose distribution's CoreDNS cannot be given hosts. k3s brings its own version with every release. */
export const coreDnsUpstream = {
  name: 'coredns',
  version,
  released: '2026-10-20',
  repository: 'coredns/coredns',
  goModule: 'github.com/coredns/coredns',
  images: {
    coredns: upstreamImage({
      repository: 'docker.io/coredns/coredns',
      // Without the v of the release.
      tag: version.slice(1),
      platforms: ['linux/amd64', 'linux/arm64', 'linux/loong64', 'linux/ppc64le', 'linux/riscv64', 'linux/s390x'],
      platformsFrom: `https://github.com/coredns/coredns/blob/${version}/Makefile.docker`,
    }),
  },
} as const satisfies Upstream
