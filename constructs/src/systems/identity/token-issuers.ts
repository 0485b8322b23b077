import type { TokenAudience } from '../../app/token-audience.ts'
import type { TokenIssuer } from '../../distribution/authentication-configuration.ts'
import { oidcNamePrefix } from './oidc-name-prefix.ts'

/**
 * The issuers that the API server must believe, each with the clients whose tokens it takes: what the bootstrap hands to
 * `authenticationConfiguration()`, with the certificate authority of the lab. Sorted, and the same in any order of apps.
 */
export function tokenIssuers(taken: readonly TokenAudience[]): TokenIssuer[] {
  const urls = [...new Set(taken.map(({ issuer }) => issuer))].sort()
  return urls.map((url) => {
    const audiences = taken.filter(({ issuer }) => issuer === url).map(({ audience }) => audience)
    return { url, audiences: [...new Set(audiences)].sort(), prefix: oidcNamePrefix }
  })
}
