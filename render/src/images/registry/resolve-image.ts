import { parseImageReference, registryLocation } from '@ainur/constructs/image-reference'
import { isRecord } from '@ainur/constructs/is-record'
import type { RegistryClient } from './registry-client.ts'
import { RegistryError } from './registry-error.ts'

/** What a registry says about a tag. */
export interface ResolvedImage {
  /** Of the index where there is one, so that each node still picks its own platform. */
  readonly digest: string
  /** `os/architecture[/variant]`, sorted. */
  readonly platforms: readonly string[]
}

const indexTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]
const manifestTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]

/**
 * Asks the registry which digest the tag of `reference` has, and for which platforms there are images.
 *
 * @throws {RegistryError}
 */
export async function resolveImage(client: RegistryClient, reference: string): Promise<ResolvedImage> {
  const { repository, tag = 'latest', digest } = parseImageReference(reference)
  const { host, path } = registryLocation(repository)
  const {
    bytes,
    digest: found,
    mediaType,
  } = await client.manifest(host, path, digest ?? tag, [...indexTypes, ...manifestTypes])
  const document = parse(bytes, reference)
  const type = typeof document.mediaType === 'string' ? document.mediaType : mediaType
  if (indexTypes.includes(type) || Array.isArray(document.manifests)) {
    return { digest: found, platforms: platformsOfIndex(document, reference) }
  }
  const config = isRecord(document.config) ? document.config.digest : undefined
  if (typeof config !== 'string') {
    throw new RegistryError(
      'invalid',
      `${reference}: neither an index nor an image manifest (${type || 'no media type'})`,
    )
  }
  const blob = await client.blob(host, path, config)
  const platform = platformName(parse(blob.bytes, reference))
  if (!platform) throw new RegistryError('invalid', `${reference}: its configuration names no platform`)
  return { digest: found, platforms: [platform] }
}

function platformsOfIndex({ manifests }: Record<string, unknown>, reference: string): string[] {
  const names = (Array.isArray(manifests) ? manifests : []).flatMap((entry) => {
    const name = isRecord(entry) && isRecord(entry.platform) ? platformName(entry.platform) : undefined
    // An index lists attestations as images for the platform unknown/unknown.
    return name && !name.startsWith('unknown/') ? [name] : []
  })
  if (names.length === 0) throw new RegistryError('invalid', `${reference}: its index lists no platform`)
  return [...new Set(names)].sort()
}

function platformName({ os, architecture, variant }: Record<string, unknown>): string | undefined {
  if (typeof os !== 'string' || typeof architecture !== 'string') return undefined
  // arm64 has one variant that matters, and registries name it or not as they please.
  const suffix = typeof variant === 'string' && variant !== '' && architecture !== 'arm64' ? `/${variant}` : ''
  return `${os}/${architecture}${suffix}`
}

function parse(bytes: Buffer, reference: string): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(bytes.toString('utf8'))
    if (isRecord(document)) return document
  } catch (cause) {
    throw new RegistryError('invalid', `${reference}: the registry's answer is not JSON`, { cause })
  }
  throw new RegistryError('invalid', `${reference}: the registry's answer is not a JSON object`)
}
