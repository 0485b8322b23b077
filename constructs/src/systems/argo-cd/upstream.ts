import type { Upstream } from '../../upstream/upstream.ts'
import { upstreamImage } from '../../upstream/upstream-image.ts'

const version = 'v3.5.9'

/** Chart and images of Argo CD itself, and the definitions that our typed resources are made from. */
export const argoCdUpstream = {
  name: 'argo-cd',
  version,
  released: '2026-11-24',
  repository: 'argoproj/argo-cd',
  goModule: 'github.com/argoproj/argo-cd/v3',
  /**
   * Carries v3.5.4; the values name the newer image.
   *
   * @see https://github.com/argoproj/argo-helm/releases/tag/argo-cd-10.10.0
   */
  chart: { repository: 'https://argoproj.github.io/argo-helm', name: 'argo-cd', version: '10.10.0' },
  images: {
    argoCd: upstreamImage({
      repository: 'quay.io/argoproj/argocd',
      tag: version,
      platforms: ['linux/amd64', 'linux/arm64', 'linux/ppc64le', 'linux/s390x'],
      platformsFrom: `https://github.com/argoproj/argo-cd/blob/${version}/.github/workflows/release.yaml`,
    }),
    redis: upstreamImage({
      repository: 'public.ecr.aws/docker/library/redis',
      tag: '8.2.3-alpine',
      platforms: [
        'linux/386',
        'linux/amd64',
        'linux/arm/v6',
        'linux/arm/v7',
        'linux/arm64',
        'linux/ppc64le',
        'linux/riscv64',
        'linux/s390x',
      ],
      platformsFrom: 'https://github.com/docker-library/official-images/blob/master/library/redis',
    }),
  },
  crds: {
    // The newest patch release whose files can be read without GitHub; no patch release of v3.5 has changed them so far.
    tag: 'v3.5.7',
    file: 'argo-cd-v3.5.7.yaml',
    paths: ['application', 'applicationset', 'appproject'].map((kind) => `manifests/crds/${kind}-crd.yaml`),
    inGoModule: true,
    sha256: '57d9ce38e3f8a365d226721ceb1ecac277866c228bb5baf1d201ba9dd4dc0568',
  },
  notes:
    "Redis has the version that Argo CD's own manifests name. The tests run the newest release that the Go module proxy serves: test/src/assets/catalogue.ts.",
} as const satisfies Upstream
