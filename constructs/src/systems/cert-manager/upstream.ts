import type { Upstream } from '../../upstream/upstream.ts'
import { upstreamImage } from '../../upstream/upstream-image.ts'

const version = 'v1.21.2'

function image(part: string) {
  return upstreamImage({
    repository: `quay.io/jetstack/cert-manager-${part}`,
    tag: version,
    platforms: ['linux/amd64', 'linux/arm/v7', 'linux/arm64', 'linux/ppc64le', 'linux/s390x'],
    platformsFrom: `https://github.com/cert-manager/cert-manager/tree/${version}/make`,
  })
}

export const certManagerUpstream = {
  name: 'cert-manager',
  version,
  released: '2026-09-10',
  repository: 'cert-manager/cert-manager',
  goModule: 'github.com/cert-manager/cert-manager',
  chart: { repository: 'https://charts.jetstack.io', name: 'cert-manager', version },
  images: { controller: image('controller'), cainjector: image('cainjector'), webhook: image('webhook') },
  crds: {
    paths: [
      'deploy/crds/acme.cert-manager.io_challenges.yaml',
      'deploy/crds/acme.cert-manager.io_orders.yaml',
      'deploy/crds/cert-manager.io_certificaterequests.yaml',
      'deploy/crds/cert-manager.io_certificates.yaml',
      'deploy/crds/cert-manager.io_clusterissuers.yaml',
      'deploy/crds/cert-manager.io_issuers.yaml',
    ],
    inGoModule: true,
    sha256: 'a7f4b0baac999b1e2eb59c87b57c4459d374c7240e3ef28a6c1c635c79acf2d9',
  },
} as const satisfies Upstream
