import type { App } from './app.ts'
import { AppError } from './app-error.ts'
import type { IdentityProvider, OidcClient, OidcClientRequest } from './roles.ts'

/** A client that keeps a secret. */
export type ConfidentialClient = OidcClient & { readonly secret: NonNullable<OidcClient['secret']> }

/**
 * Registers `consumer` as a client that cannot do without a secret.
 *
 * @throws AppError if the provider makes it a public client all the same.
 */
export function registerConfidentialClient(
  identity: IdentityProvider,
  consumer: App,
  request: Omit<OidcClientRequest, 'public'>,
): ConfidentialClient {
  const { secret, ...client } = identity.registerClient(consumer, request)
  if (secret) return { ...client, secret }
  throw new AppError(
    consumer.appName,
    'identity',
    `${identity.appName} made "${request.id}" a public client, but ${request.displayName} needs a client secret`,
    'use an identity provider whose registerClient() makes confidential clients',
  )
}
