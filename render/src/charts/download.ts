import { fetchWithRetry } from '../images/registry/fetch-with-retry.ts'
import { RegistryError } from '../images/registry/registry-error.ts'
import type { RegistryOptions } from '../images/registry/registry-options.ts'

/** A chart's archive and a list of charts are small things; what is larger is something else. */
const maxBytes = 32 * 1024 * 1024

/** @throws {RegistryError} that names what was asked for */
export async function download(url: URL, options: RegistryOptions): Promise<Buffer> {
  const response = await fetchWithRetry(url, {}, options)
  if (!response.ok)
    throw new RegistryError(response.status === 404 ? 'not-found' : 'invalid', `${url}: HTTP ${response.status}`)
  return limited(Buffer.from(await response.arrayBuffer()), String(url))
}

/** @throws {RegistryError} if it is larger than a chart may be */
export function limited(bytes: Buffer, what: string): Buffer {
  if (bytes.length <= maxBytes) return bytes
  throw new RegistryError('invalid', `${what} has ${bytes.length} bytes; a chart has at most ${maxBytes}`)
}
