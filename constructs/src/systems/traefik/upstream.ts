import type { Upstream } from '../../upstream/upstream.ts'
import { upstreamImage } from '../../upstream/upstream-image.ts'

const version = 'v3.7.13'

const chartVersion = '41.5.0'

const kinds = [
  'ingressroutes',
  'ingressroutetcps',
  'ingressrouteudps',
  'middlewares',
  'middlewaretcps',
  'serverstransports',
  'serverstransporttcps',
  'tlsoptions',
  'tlsstores',
  'traefikservices',
] as const

/** The chart that clusters without a Traefik of their own install. k3s brings its own version with every release. */
export const traefikUpstream = {
  name: 'traefik',
  version,
  released: '2026-09-04',
  repository: 'traefik/traefik',
  goModule: 'github.com/traefik/traefik/v3',
  chart: { repository: 'https://traefik.github.io/charts', name: 'traefik', version: chartVersion },
  images: {
    traefik: upstreamImage({
      repository: 'docker.io/traefik',
      tag: version,
      platforms: ['linux/amd64', 'linux/arm/v6', 'linux/arm64', 'linux/ppc64le', 'linux/riscv64', 'linux/s390x'],
      platformsFrom: 'https://github.com/traefik/traefik-library-image',
    }),
  },
  crds: {
    paths: kinds.map((kind) => `docs/content/reference/dynamic-configuration/traefik.io_${kind}.yaml`),
    inGoModule: true,
    sha256: 'ae79b5bbfad11d5a7a7bd7e0fd0f81bded2873c77ae0cae89e747cdd6f3ac205',
  },
} as const satisfies Upstream

/** Names of the CustomResourceDefinitions. */
export const traefikCrdNames: readonly string[] = kinds.map((kind) => `${kind}.traefik.io`)
