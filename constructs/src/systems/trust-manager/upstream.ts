import type { Upstream } from '../../upstream/upstream.ts'
import { upstreamImage } from '../../upstream/upstream-image.ts'

const version = 'v0.25.0'

function image(name: string, tag: string) {
  return upstreamImage({
    repository: `quay.io/jetstack/${name}`,
    tag,
    platforms: ['linux/amd64', 'linux/arm/v7', 'linux/arm64', 'linux/ppc64le', 'linux/s390x'],
    platformsFrom: `https://github.com/cert-manager/trust-manager/tree/${version}/make`,
  })
}

export const trustManagerUpstream = {
  name: 'trust-manager',
  version,
  released: '2026-09-11',
  repository: 'cert-manager/trust-manager',
  goModule: 'github.com/cert-manager/trust-manager',
  chart: { repository: 'https://charts.jetstack.io', name: 'trust-manager', version },
  images: {
    controller: image('trust-manager', version),
    defaultPackage: image('trust-pkg-debian-trixie', '20250419-deb13u1.1'),
  },
  crds: {
    paths: ['deploy/crds/trust-manager.io_clusterbundles.yaml', 'deploy/crds/trust.cert-manager.io_bundles.yaml'],
    inGoModule: true,
    sha256: 'bd827eea87d135f9aacdde68dc91be320400bff20ae3bb940a0d41a5f45cc574',
  },
  notes:
    "The default package is Debian's CA package, released on a cadence of its own; its tag is passed to the chart. The one that chart v0.25.0 brings, 20250419.2, still trusts the compromised CAs of eMudhra.",
} as const satisfies Upstream
