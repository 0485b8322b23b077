import { withSettings } from '../../app/with-settings.ts'
import type { Identity } from '../../cluster/cluster.ts'
import { type RegisteredClient, staticClient } from './clients.ts'
import type { DexSettings } from './config-table.ts'
import { connectorConfig } from './connectors.ts'
import { staticPasswords } from './static-users.ts'

export interface DexConfigInput {
  readonly issuer: string
  readonly clusterName: string
  readonly identity: Identity
  readonly clients: readonly RegisteredClient[]
  readonly settings?: DexSettings
}

/**
 * Dex's configuration. It holds no secret, only the names of the environment variables that do.
 *
 * @see https://github.com/dexidp/dex/blob/v2.45.1/cmd/dex/config.go
 */
export function dexConfig({ issuer, clusterName, identity, clients, settings }: DexConfigInput) {
  const passwords = staticPasswords(identity)
  const own = {
    issuer,
    // `check`: Argo CD installs the CRDs, so Dex needs no right to create any.
    storage: { type: 'kubernetes', config: { inCluster: true, crdHandling: 'check' } },
    web: { http: '0.0.0.0:5556' },
    telemetry: { http: '0.0.0.0:5558' },
    frontend: { issuer: clusterName, dir: '/srv/dex/web' },
    logger: { level: 'info', format: 'json' },
    oauth2: {
      responseTypes: ['code'],
      grantTypes: ['authorization_code', 'refresh_token'],
      // All clients are the owner's own: asking for consent at each of them teaches people to click it away.
      skipApprovalScreen: true,
    },
    signer: { type: 'local', config: { keysRotationPeriod: '6h' } },
    expiry: {
      idTokens: '24h',
      refreshTokens: { validIfNotUsedFor: '720h', absoluteLifetime: '2160h' },
    },
    connectors: identity.connectors.map((connector) => connectorConfig(connector, issuer)),
    staticClients: clients.map(staticClient),
    enablePasswordDB: passwords.length > 0,
    ...(passwords.length > 0 ? { staticPasswords: passwords } : {}),
  }
  return withSettings(own, settings)
}
