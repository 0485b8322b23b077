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
  const records = Object.entries(hostRecords(exposures))
  const lines = (line: (host: string, address: string) => string) =>
    records.map(([host, address]) => line(host, address)).join('\n')
  return [
    { title: 'hosts file, Pi-hole, AdGuard Home', text: lines((host, address) => `${address} ${host}`) },
    { title: 'dnsmasq, OpenWrt', text: lines((host, address) => `host-record=${host},${address}`) },
    { title: 'Unbound', text: lines((host, address) => `local-data: "${host}. IN A ${address}"`) },
    { title: 'Zone file', text: lines((host, address) => `${host}. IN A ${address}`) },
  ]
}
