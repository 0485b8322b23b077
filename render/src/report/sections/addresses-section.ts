import { joined, type Markup, markup } from '../../html/markup.ts'
import type { Rendering } from '../../model/rendering.ts'
import { type AddressPlan, type AddressRow, addressPlan, type PoolAddress } from '../facts/address-plan.ts'
import { chip } from './chip.ts'
import type { Section } from './section.ts'
import { table } from './table.ts'

const kinds: Readonly<Record<AddressRow['kind'], string>> = {
  gateway: 'gateway',
  dns: 'DNS',
  'control-plane': 'virtual address',
  node: 'node',
  interface: 'interface',
  service: 'service',
  outside: 'outside the cluster',
}

/** Who holds which address of the LAN, and what is free in the pool. */
export function addressesSection(rendering: Rendering): Section {
  const { network } = rendering.cluster
  const plan = addressPlan(rendering)
  const ranges = network.servicePool.map(({ from, to }) => markup`<code>${from}</code> to <code>${to}</code>`)
  const pools = markup`${ranges.length === 1 ? 'the pool' : 'the pools'} for services ${joined(ranges, markup`, `)}`
  const rows = plan.entries.map(({ address, kind, holders, inPool }) => [
    markup`<code>${address}</code>`,
    markup`${chip(kinds[kind], kind === 'control-plane' ? 'accent' : 'plain')}${inPool && markup` ${chip('pool', 'good')}`}`,
    joined(holders, markup`<br>`),
  ])
  return {
    id: 'addresses',
    title: 'Addresses',
    intro: markup`The LAN is <code>${network.subnet}</code>, ${pools}. Keep them and the virtual address out of DHCP; the nodes need fixed leases or static addresses.`,
    body: markup`${pool(plan)}
${table('Addresses in use', [{ title: 'Address' }, { title: 'Kind' }, { title: 'Held by' }], rows)}`,
  }
}

function pool({ pool: addresses, size, free }: AddressPlan): Markup {
  return markup`<p><b>${free}</b> of ${size} pool addresses are free.</p>
${addresses.length > 0 && markup`<ol class="pool">${addresses.map(cell)}</ol>`}`
}

function cell({ address, entry }: PoolAddress): Markup {
  const state = entry ? entry.holders.join(', ') : 'free'
  return markup`<li class="${entry ? 'used' : 'free'}" title="${address}: ${state}"><span aria-hidden="true">.${address.slice(address.lastIndexOf('.') + 1)}</span><span class="unseen">${address}: ${state}</span></li>`
}
