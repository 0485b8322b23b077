import type { Cluster } from '../cluster/cluster.ts'

/** Version of the image in `images/cert-site`; raise it with every change there. */
export const certSiteVersion = '1.0.0'

/** Image that this repository builds for the owner's registry. Platforms: any that Debian has. */
export function certSiteImage({ registry }: Pick<Cluster, 'registry'>): string {
  return `${registry}/ainur-cert-site:${certSiteVersion}`
}
