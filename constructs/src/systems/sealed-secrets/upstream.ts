import type { Upstream } from '../../upstream/upstream.ts'
import { upstreamImage } from '../../upstream/upstream-image.ts'

const version = 'v0.40.0'

export const sealedSecretsUpstream = {
  name: 'sealed-secrets',
  version,
  repository: 'bitnami/sealed-secrets',
  // Its go.mod says bitnami; the module proxy has it under the name of before.
  goModule: 'github.com/bitnami-labs/sealed-secrets',
  images: {
    controller: upstreamImage({
      repository: 'docker.io/bitnami/sealed-secrets-controller',
      // Without the v of the release.
      tag: version.slice(1),
      platforms: ['linux/amd64', 'linux/arm', 'linux/arm64', 'linux/ppc64le'],
      platformsFrom: `https://github.com/bitnami/sealed-secrets/blob/${version}/.github/workflows/release.yaml`,
    }),
  },
  crds: {
    paths: ['helm/sealed-secrets/crds/bitnami.com_sealedsecrets.yaml'],
    inGoModule: true,
    sha256: 'b250dcadf7357e289bb777a46fa2f530ae66ab3c5a17966c3bf4dca4fc5896d7',
  },
} as const satisfies Upstream
