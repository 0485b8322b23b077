import { createHash } from 'node:crypto'
import { bearerToken } from './bearer-token.ts'
import { fetchWithRetry } from './fetch-with-retry.ts'
import { RegistryError } from './registry-error.ts'
import { type RegistryOptions, registryUrl } from './registry-options.ts'

/** Bytes as the registry has them, and the digest that they really have. */
export interface RegistryContent {
  readonly bytes: Buffer
  readonly digest: string
  readonly mediaType: string
}

/**
 * Reads from registries by the OCI distribution API, anonymously.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export class RegistryClient {
  readonly #options: RegistryOptions
  readonly #tokens = new Map<string, string>()

  constructor(options: RegistryOptions = {}) {
    this.#options = options
  }

  manifest(host: string, path: string, reference: string, accept: readonly string[]): Promise<RegistryContent> {
    return this.#read(host, path, `manifests/${reference}`, accept.join(', '))
  }

  blob(host: string, path: string, digest: string): Promise<RegistryContent> {
    return this.#read(host, path, `blobs/${digest}`, '*/*')
  }

  async #read(host: string, path: string, rest: string, accept: string): Promise<RegistryContent> {
    const url = registryUrl(host, this.#options)
    url.pathname = `${url.pathname.replace(/\/$/, '')}/v2/${path}/${rest}`
    const what = `${host}/${path} ${rest}`
    const response = await this.#get(url, accept, `${host}/${path}`)
    if (response.status === 404) throw new RegistryError('not-found', `${what}: not found`)
    if (response.status === 401 || response.status === 403) {
      throw new RegistryError('denied', `${what}: HTTP ${response.status}; the image is private or does not exist`)
    }
    if (!response.ok) throw new RegistryError('invalid', `${what}: HTTP ${response.status}`)
    const bytes = Buffer.from(await response.arrayBuffer())
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
    // A digest that the request or the answer names must be the digest of these bytes.
    const asked = rest.slice(rest.indexOf('/') + 1)
    const claimed = asked.startsWith('sha256:') ? asked : response.headers.get('docker-content-digest')
    if (claimed && claimed !== digest) {
      throw new RegistryError('invalid', `${what}: its digest should be ${claimed}, but the content has ${digest}`)
    }
    const mediaType = (response.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? ''
    return { bytes, digest, mediaType }
  }

  async #get(url: URL, accept: string, repository: string): Promise<Response> {
    const known = this.#tokens.get(repository)
    const first = await fetchWithRetry(
      url,
      { accept, ...(known ? { authorization: `Bearer ${known}` } : {}) },
      this.#options,
    )
    if (first.status !== 401) return first
    await first.body?.cancel()
    const token = await bearerToken(first.headers.get('www-authenticate') ?? '', url, this.#options)
    this.#tokens.set(repository, token)
    return fetchWithRetry(url, { accept, authorization: `Bearer ${token}` }, this.#options)
  }
}
