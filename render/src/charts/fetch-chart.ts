import type { InflatedChart } from '@ainur/constructs'
import { registryLocation } from '@ainur/constructs/image-reference'
import { isRecord } from '@ainur/constructs/is-record'
import { load } from 'js-yaml'
import { fetchWithRetry } from '../images/registry/fetch-with-retry.ts'
import { RegistryClient } from '../images/registry/registry-client.ts'
import { RegistryError } from '../images/registry/registry-error.ts'
import type { RegistryOptions } from '../images/registry/registry-options.ts'

/** A chart's archive is a small thing; what is larger is something else. */
const maxBytes = 32 * 1024 * 1024

const chartLayer = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip'
const manifestTypes = ['application/vnd.oci.image.manifest.v1+json']

/**
 * Downloads the archive of a chart: from the Helm repository at `repoURL` (its `index.yaml` says where), or from an OCI
 * registry, which Argo CD writes as a repository without `https://`. Whether it is the right one is for the caller to
 * say.
 *
 * @throws {RegistryError} that names what was asked for
 */
export function fetchChart(
  { repoURL, chart, version }: InflatedChart & { readonly repoURL: string },
  options: RegistryOptions = {},
): Promise<Buffer> {
  const isHttp = /^https?:\/\//.test(repoURL)
  return isHttp ? fromRepository(repoURL, chart, version, options) : fromRegistry(repoURL, chart, version, options)
}

async function fromRepository(
  repoURL: string,
  chart: string,
  version: string,
  options: RegistryOptions,
): Promise<Buffer> {
  const base = new URL(repoURL.endsWith('/') ? repoURL : `${repoURL}/`)
  const address = new URL('index.yaml', base)
  const index: unknown = load((await download(address, options)).toString('utf8'))
  const entries = isRecord(index) && isRecord(index.entries) ? index.entries[chart] : undefined
  if (!Array.isArray(entries)) throw new RegistryError('not-found', `${address} lists no chart "${chart}"`)
  const entry: unknown = entries.find((each: unknown) => isRecord(each) && each.version === version)
  if (!isRecord(entry)) {
    const known = entries.flatMap((each: unknown) => (isRecord(each) ? [String(each.version)] : [])).slice(0, 5)
    throw new RegistryError(
      'not-found',
      `${address} lists no version "${version}" of ${chart}; it has ${known.join(', ')}`,
    )
  }
  const [url] = Array.isArray(entry.urls) ? entry.urls : []
  if (typeof url !== 'string') throw new RegistryError('invalid', `${address} says no URL for ${chart} ${version}`)
  const from = new URL(url, base)
  if (from.protocol !== 'https:' && from.protocol !== base.protocol) {
    throw new RegistryError('denied', `${address} sends to ${from} for ${chart} ${version}, which is not https`)
  }
  return download(from, options)
}

async function fromRegistry(
  repoURL: string,
  chart: string,
  version: string,
  options: RegistryOptions,
): Promise<Buffer> {
  const { host, path } = registryLocation(`${repoURL.replace(/^oci:\/\//, '').replace(/\/$/, '')}/${chart}`)
  const client = new RegistryClient(options)
  // Tags know no plus sign; Helm writes an underscore for it.
  const manifest = await client.manifest(host, path, version.replaceAll('+', '_'), manifestTypes)
  const what = `${host}/${path} ${version}`
  const digest = layersOf(manifest.bytes).find(({ mediaType }) => mediaType === chartLayer)?.digest
  if (typeof digest !== 'string')
    throw new RegistryError('invalid', `${what} is no Helm chart: it has no layer ${chartLayer}`)
  return limited((await client.blob(host, path, digest)).bytes, what)
}

function layersOf(bytes: Buffer): Record<string, unknown>[] {
  try {
    const manifest: unknown = JSON.parse(bytes.toString('utf8'))
    return isRecord(manifest) && Array.isArray(manifest.layers) ? manifest.layers.filter(isRecord) : []
  } catch {
    return []
  }
}

async function download(url: URL, options: RegistryOptions): Promise<Buffer> {
  const response = await fetchWithRetry(url, {}, options)
  if (!response.ok)
    throw new RegistryError(response.status === 404 ? 'not-found' : 'invalid', `${url}: HTTP ${response.status}`)
  return limited(Buffer.from(await response.arrayBuffer()), String(url))
}

function limited(bytes: Buffer, what: string): Buffer {
  if (bytes.length <= maxBytes) return bytes
  throw new RegistryError('invalid', `${what} has ${bytes.length} bytes; a chart has at most ${maxBytes}`)
}
