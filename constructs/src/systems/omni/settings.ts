import { AppError } from '../../app/app-error.ts'
import type { AppSettings, Cluster } from '../../cluster/cluster.ts'

export type OmniSettings = NonNullable<AppSettings['omni']>

/**
 * Omni's part of the definition.
 *
 * @throws AppError saying what to add when there is none, or when nobody could administer it.
 */
export function omniSettings(app: string, cluster: Cluster): OmniSettings {
  const settings = cluster.apps.omni
  if (!settings) {
    throw new AppError(
      app,
      'apps.omni',
      'apps.omni is not given; Omni needs an account id, a pool address and the acceptance of its licence',
      `add apps.omni: { accountId: '<a fresh UUID, kept for ever>', address: '<a free address of network.servicePool>', ` +
        `eula: { name: '<your name>', email: '<your e-mail>' } }`,
    )
  }
  if (cluster.identity.admins.length === 0) {
    throw new AppError(
      app,
      'identity.admins',
      'identity.admins is empty, and Omni makes its first administrators from it',
      'add your e-mail address to identity.admins, as the identity provider reports it',
    )
  }
  return settings
}
