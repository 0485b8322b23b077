import type { InflatedChart } from '@ainur/constructs'
import { registryLocation } from '@ainur/constructs/image-reference'
import { isRecord } from '@ainur/constructs/is-record'
import { RegistryClient } from '../images/registry/registry-client.ts'
import { RegistryError } from '../images/registry/registry-error.ts'
import type { RegistryOptions } from '../images/registry/registry-options.ts'
import { chartEntries, chartIndexAddress } from './chart-index.ts'
import { download, limited } from './download.ts'

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
  const address = chartIndexAddress(repoURL)
  const entries = await chartEntries(repoURL, chart, options)
  const entry = entries.find((each) => each.version === version)
  if (!entry) {
    const known = entries.slice(0, 5).map((each) => String(each.version))
    throw new RegistryError(
      'not-found',
      `${address} lists no version "${version}" of ${chart}; it has ${known.join(', ')}`,
    )
  }
  const [url] = Array.isArray(entry.urls) ? entry.urls : []
  if (typeof url !== 'string') throw new RegistryError('invalid', `${address} says no URL for ${chart} ${version}`)
  const from = new URL(url, address)
  if (from.protocol !== 'https:' && from.protocol !== address.protocol) {
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
    throw new RegistryError('invalid', `${what} is not a Helm chart: it has no layer ${chartLayer}`)
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
