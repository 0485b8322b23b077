import type { Cluster } from '../cluster/cluster.ts'

/** Version of the netboot image. */
export const netbootVersion = '1.0.0'

/** Image with dnsmasq, nginx, rpcbind, NFS-Ganesha and the builder, in the owner's registry. */
export function netbootImage({ registry }: Pick<Cluster, 'registry'>): string {
  return `${registry}/ainur-netboot:${netbootVersion}`
}
