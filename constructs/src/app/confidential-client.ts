import type { App } from './app.ts'
import { appInvalid } from './app-invalid.ts'
import type { IdentityProvider, OidcClient, OidcClientRequest } from './roles.ts'

/** A client that keeps a secret. */
export type ConfidentialClient = OidcClient & { readonly secret: NonNullable<OidcClient['secret']> }

/**
 * Registers `consumer` as a client that cannot do without a secret. Reports a provider that makes it a public client all
 * the same.
 */
export function registerConfidentialClient(
  identity: IdentityProvider,
  consumer: App,
  request: Omit<OidcClientRequest, 'public'>,
): ConfidentialClient {
  const { secret, ...client } = identity.registerClient(consumer, request)
  if (secret) return { ...client, secret }
  const message = `${identity.appName} made "${request.id}" a public client, but ${request.displayName} needs a client secret`
  const remedy = 'Use an identity provider whose registerClient() makes confidential clients.'
  consumer.report(appInvalid.problem('identity', message, remedy))
  return { ...client, secret: { name: '', key: '' } }
}
