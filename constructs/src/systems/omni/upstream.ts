import type { Upstream } from '../../upstream/upstream.ts'
import { upstreamImage } from '../../upstream/upstream-image.ts'

const version = 'v1.10.6'

export const omniUpstream = {
  name: 'omni',
  version,
  repository: 'siderolabs/omni',
  goModule: 'github.com/siderolabs/omni',
  images: {
    omni: upstreamImage({
      repository: 'ghcr.io/siderolabs/omni',
      tag: version,
      platforms: ['linux/amd64', 'linux/arm64'],
      platformsFrom: `https://github.com/siderolabs/omni/tree/${version}`,
    }),
  },
  notes: 'Licence: BSL 1.1.',
} as const satisfies Upstream

/**
 * Where upstream describes its configuration. `sha256` is that of the table made of it, so that it is the same for
 * upstream's file and for a copy without texts.
 *
 * The tag may be behind the version: patch releases leave the configuration as it is, and what is checked is what both
 * know.
 */
export const omniConfigSchema = {
  repository: omniUpstream.repository,
  tag: 'v1.10.4',
  path: 'internal/pkg/config/schema.json',
  /** Its name in the directory that `AINUR_SCHEMAS` names. */
  file: 'omni-config-v1.10.4.schema.json',
  sha256: 'f768789c24a095ab1c7f0cab838e8989dd28ac243fe2d418d2a48b1b04d509ab',
} as const
