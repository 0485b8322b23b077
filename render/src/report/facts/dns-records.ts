import type { Exposure } from '@ainur/constructs'
import { hostRecords } from '@ainur/constructs/host-records'

/** The same records, in the words of one kind of DNS server. */
export interface DnsRecords {
  /** Programs and routers that read this form. */
  readonly title: string
  readonly text: string
}

/** Records that the owner's LAN needs, in the forms that home routers and DNS servers read. One line per host. */
export function dnsRecords(exposures: readonly Exposure[]): DnsRecords[] {
  const records = [4, 6].flatMap((family) => Object.entries(hostRecords(exposures, family as 4 | 6)))
  const lines = (line: (host: string, address: string, type: 'A' | 'AAAA') => string) =>
    records.map(([host, address]) => line(host, address, address.includes(':') ? 'AAAA' : 'A')).join('\n')
  return [
    { title: 'hosts file, Pi-hole, AdGuard Home', text: lines((host, address) => `${address} ${host}`) },
    { title: 'dnsmasq, OpenWrt', text: lines((host, address) => `host-record=${host},${address}`) },
    { title: 'Unbound', text: lines((host, address, type) => `local-data: "${host}. IN ${type} ${address}"`) },
    { title: 'Zone file', text: lines((host, address, type) => `${host}. IN ${type} ${address}`) },
  ]
}
