import type { Cluster } from '../cluster/cluster.ts'
import type { ComponentConfiguration, ComponentRole } from '../distribution/component.ts'
import { distributionOf } from '../distribution/distributions.ts'
import { componentFor } from '../distribution/present.ts'
import { AppError } from './app-error.ts'

/**
 * How the distribution's own component for `role` takes settings, where the app called `app` is to configure it;
 * undefined where the app installs one of its own.
 *
 * @param bundled what the owner of the cluster wants. @default to configure the component, where it takes settings
 * @throws AppError where the owner wants what the distribution does not have.
 */
export function bundledConfiguration(
  app: string,
  { kubernetes }: Cluster,
  role: ComponentRole,
  bundled: boolean | undefined,
): ComponentConfiguration | undefined {
  const distribution = distributionOf(kubernetes.distribution)
  const configuredBy = componentFor(distribution, role)?.configuredBy
  if (bundled && !configuredBy) {
    throw new AppError(
      app,
      'bundled',
      `${app} is told bundled: true, but ${distribution.title} brings no ${role} that takes settings from a tree`,
      'leave bundled out, and it installs one of its own',
    )
  }
  return bundled === false ? undefined : configuredBy
}
