import type { Settings } from '../../app/config-shape.ts'

/**
 * What may be said of Dex's configuration: field -> what it takes. Dex itself ignores what it does not know.
 *
 * @see https://github.com/dexidp/dex/blob/v2.45.1/cmd/dex/config.go
 */
export const dexSettingsTable = {
  expiry: {
    idTokens: 'duration',
    authRequests: 'duration',
    deviceRequests: 'duration',
    refreshTokens: {
      disableRotation: 'boolean',
      reuseInterval: 'duration',
      absoluteLifetime: 'duration',
      validIfNotUsedFor: 'duration',
    },
  },
  signer: { config: { keysRotationPeriod: 'duration' } },
  oauth2: { skipApprovalScreen: 'boolean', alwaysShowLoginScreen: 'boolean' },
  web: { allowedOrigins: 'string[]', allowedHeaders: 'string[]' },
  frontend: { theme: ['light', 'dark'], issuer: 'string', logoURL: 'string', extra: 'string{}' },
  logger: { level: ['debug', 'info', 'warn', 'error'], format: ['json', 'text'] },
} as const

export type DexSettings = Settings<typeof dexSettingsTable>
