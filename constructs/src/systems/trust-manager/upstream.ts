import type { Upstream } from '../../upstream/upstream.ts'
import { upstreamImage } from '../../upstream/upstream-image.ts'

const version = 'v0.24.0'

function image(name: string, tag: string) {
  return upstreamImage({
    repository: `quay.io/jetstack/${name}`,
    tag,
    platforms: ['linux/amd64', 'linux/arm/v7', 'linux/arm64', 'linux/ppc64le'],
    platformsFrom: `https://github.com/cert-manager/trust-manager/tree/${version}/make`,
  })
}

export const trustManagerUpstream = {
  name: 'trust-manager',
  version,
  released: '2026-06-27',
  repository: 'cert-manager/trust-manager',
  goModule: 'github.com/cert-manager/trust-manager',
  chart: { repository: 'https://charts.jetstack.io', name: 'trust-manager', version },
  images: {
    controller: image('trust-manager', version),
    defaultPackage: image('trust-pkg-debian-trixie', '20250419.1'),
  },
  crds: {
    paths: ['deploy/crds/trust-manager.io_clusterbundles.yaml', 'deploy/crds/trust.cert-manager.io_bundles.yaml'],
    inGoModule: true,
    sha256: '9d8dabbb00792991719cbfc832e8d544cd274d568ea42a75eeb3e4435f0f15cc',
  },
  notes:
    "The default package is Debian's CA package, released on a cadence of its own; its tag is passed to the chart.",
} as const satisfies Upstream
