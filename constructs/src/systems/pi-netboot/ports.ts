/** A port that a booting Pi calls, by the number it expects. */
export interface NetbootPort {
  readonly name: string
  readonly port: number
  readonly protocol: 'TCP' | 'UDP'
  readonly container: 'tftp' | 'http' | 'rpcbind' | 'nfs'
}

/**
 * All ports of the netboot server.
 *
 * NFS itself is TCP only. The port mapper and mountd answer UDP too: early userspace asks them that way.
 */
export const netbootPorts: readonly NetbootPort[] = [
  { name: 'tftp', port: 69, protocol: 'UDP', container: 'tftp' },
  { name: 'http', port: 80, protocol: 'TCP', container: 'http' },
  { name: 'rpcbind', port: 111, protocol: 'TCP', container: 'rpcbind' },
  { name: 'rpcbind-udp', port: 111, protocol: 'UDP', container: 'rpcbind' },
  { name: 'nfs', port: 2049, protocol: 'TCP', container: 'nfs' },
  { name: 'mountd', port: 20048, protocol: 'TCP', container: 'nfs' },
  { name: 'mountd-udp', port: 20048, protocol: 'UDP', container: 'nfs' },
]
