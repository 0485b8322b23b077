/** An OpenID Connect issuer as the API server sees it. */
export interface TokenIssuer {
  /** Exactly as tokens have it. */
  readonly url: string
  /** Client ids whose tokens are taken. */
  readonly audiences: readonly string[]
  /** PEM of the authority that signed the issuer's certificate. @default the node's own authorities */
  readonly certificateAuthority?: string
  /** Put before every name and group that comes from a token, so that none can be taken for one of the cluster's own. */
  readonly prefix: string
}

/**
 * Structured authentication of the API server: people are their `email`, groups the claim `groups`. It takes several
 * audiences and is read again when it changes, and excludes every `--oidc-*` flag.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 */
export function authenticationConfiguration(...issuers: readonly TokenIssuer[]): Record<string, unknown> {
  return {
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AuthenticationConfiguration',
    jwt: issuers.map(({ url, audiences, certificateAuthority, prefix }) => ({
      issuer: {
        url,
        audiences,
        // Required as soon as there are several.
        audienceMatchPolicy: 'MatchAny',
        ...(certificateAuthority && { certificateAuthority }),
      },
      claimMappings: { username: { claim: 'email', prefix }, groups: { claim: 'groups', prefix } },
    })),
  }
}
