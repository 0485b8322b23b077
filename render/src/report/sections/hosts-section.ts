import { isClusterDns } from '@ainur/constructs'
import { markup } from '../../html/markup.ts'
import type { Rendering } from '../../model/rendering.ts'
import { dnsRecords } from '../facts/dns-records.ts'
import { copyable } from './copyable.ts'
import { link } from './link.ts'
import type { Scope, Section } from './section.ts'
import { table } from './table.ts'

/** Hosts that the cluster shows to the LAN, and the DNS records that the owner has to make for them. */
export function hostsSection({ apps, exposures }: Rendering, scope: Scope): Section {
  const sorted = [...exposures].sort((a, b) => (a.host < b.host ? -1 : a.host > b.host ? 1 : 0))
  const rows = sorted.map(({ host, url, address, app }) => [link(url, host), markup`<code>${address}</code>`, app])
  const empty = exposures.length === 0
  return {
    id: 'hosts',
    title: 'Hosts and DNS records',
    count: exposures.length,
    intro: empty
      ? 'No app is exposed to the LAN.'
      : apps.some(isClusterDns)
        ? 'Inside the cluster these names resolve already. For the rest of the LAN, enter them in the router or DNS server, in whichever form it reads.'
        : 'Enter these names in the router or DNS server, in whichever form it reads. It must be one that the nodes ask too: nothing else makes them resolve inside the cluster.',
    body: empty
      ? markup``
      : markup`${table('Hosts', [{ title: 'Host' }, { title: 'Address' }, { title: 'App', whole: true }], rows)}
<div class="forms">
${dnsRecords(exposures).map(({ title, text }, index) => copyable(`${scope}-dns-${index}`, title, text))}</div>`,
  }
}
