export interface ProxyArguments {
  readonly clientId: string
  readonly issuer: string
  /** Public URL, without a trailing slash. */
  readonly url: string
  readonly upstream: string
  /** List of addresses. @default any address passes */
  readonly emailsFile?: string
  /** Groups of which one must be somebody's. @default none is asked for */
  readonly groups: readonly string[]
  readonly caFile: string
  readonly httpPort: number
  readonly metricsPort: number
  /** Networks of pods, the ingress controller's among them. */
  readonly podNetworks: readonly string[]
}

/** Arguments of oauth2-proxy. @see https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview */
export function proxyArguments(options: ProxyArguments): string[] {
  return [
    '--provider=oidc',
    `--oidc-issuer-url=${options.issuer}`,
    // The issuer's certificate comes from the lab's CA; no other issuer is ever asked.
    `--provider-ca-file=${options.caFile}`,
    `--client-id=${options.clientId}`,
    `--scope=openid email profile${options.groups.length > 0 ? ' groups' : ''}`,
    '--code-challenge-method=S256',
    `--redirect-url=${options.url}/oauth2/callback`,
    `--upstream=${options.upstream}`,
    options.emailsFile ? `--authenticated-emails-file=${options.emailsFile}` : '--email-domain=*',
    ...options.groups.map((group) => `--allowed-group=${group}`),
    `--http-address=0.0.0.0:${options.httpPort}`,
    `--metrics-address=0.0.0.0:${options.metricsPort}`,
    // Believes the forwarded headers of the ingress controller, which overwrites those of clients.
    '--reverse-proxy=true',
    // It would believe those of anybody else, too.
    ...options.podNetworks.map((network) => `--trusted-proxy-ip=${network}`),
    // There is only one way to sign in: no page with a single button.
    '--skip-provider-button=true',
    // The default, `force`, makes Dex ask for consent at each sign-in, whatever its own `skipApprovalScreen` says.
    '--approval-prompt=auto',
    `--cookie-name=_sign_in_${options.clientId.replaceAll('-', '_')}`,
    '--cookie-secure=true',
    '--cookie-samesite=lax',
    '--cookie-expire=12h',
    '--silence-ping-logging=true',
  ]
}
