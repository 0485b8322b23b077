import { isRecord } from '@ainur/constructs/is-record'
import { fetchWithRetry } from './fetch-with-retry.ts'
import { RegistryError } from './registry-error.ts'
import type { RegistryOptions } from './registry-options.ts'

/**
 * An anonymous token for what a registry challenged.
 *
 * @param challenge value of `WWW-Authenticate`, e.g. `Bearer realm="https://…",service="…",scope="…"`
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export async function bearerToken(challenge: string, registry: URL, options: RegistryOptions): Promise<string> {
  const { realm, service, scope } = parseChallenge(challenge)
  if (!realm) throw new RegistryError('denied', `${registry.host} wants a login: ${challenge || 'no challenge given'}`)
  const url = new URL(realm, registry)
  if (url.protocol !== 'https:' && !options.insecure) {
    throw new RegistryError('denied', `${registry.host} sends to ${url.origin} for a token, which is not https`)
  }
  if (service) url.searchParams.set('service', service)
  if (scope) url.searchParams.set('scope', scope)
  const response = await fetchWithRetry(url, {}, options)
  if (!response.ok) throw new RegistryError('denied', `${url.host} gives no anonymous token: HTTP ${response.status}`)
  const body: unknown = await response.json().catch(() => undefined)
  const token = isRecord(body) ? (body.token ?? body.access_token) : undefined
  if (typeof token !== 'string') throw new RegistryError('invalid', `${url.host} answered without a token`)
  return token
}

function parseChallenge(challenge: string): Record<string, string | undefined> {
  if (!/^bearer\s/i.test(challenge)) return {}
  const pairs = challenge.matchAll(/(\w+)="([^"]*)"/g)
  return Object.fromEntries([...pairs].map(([, name = '', value]) => [name.toLowerCase(), value]))
}
