import { defineRule, type Problem } from '../../finding/rule.ts'
import type { AddressEntry, AddressRegister } from '../address-register.ts'
import { contains, parseSubnet, type Subnet } from '../addresses.ts'
import type { Draft } from '../draft.ts'
import { quote } from '../problem.ts'

const outside = defineRule('address-outside-subnet', 'error', {
  title: 'an address of the LAN is outside `network.subnet`',
  why: 'Virtual addresses are announced by ARP, which does not cross routers.',
  remedy: 'Choose an address of the subnet.',
})

const notAHost = defineRule('address-not-usable', 'error', {
  title: 'an address is the network or broadcast address of the subnet',
  why: 'No host can have the network or broadcast address.',
  remedy: 'Choose another.',
})

export const placeRules = [outside, notAHost]

const inLan: ReadonlySet<AddressEntry['kind']> = new Set(['gateway', 'node', 'control-plane'])

/** What must be reachable without a router lies in the LAN. DNS servers and other machines need not. */
export function checkAddressPlaces(register: AddressRegister, draft: Draft): Problem[] {
  const subnet = parseSubnet(draft.network?.subnet)
  if (!subnet) return []
  return register.entries.filter(({ kind }) => inLan.has(kind)).flatMap((entry) => place(entry, subnet))
}

function place({ saidAt, text, address, owner }: AddressEntry, subnet: Subnet): Problem[] {
  if (address?.family !== subnet.family) return []
  if (!contains(subnet, address)) {
    const remedy = `Give ${owner} an address of ${subnet.cidr}, or correct network.subnet.`
    return [outside.problem(saidAt, `${quote(text)} lies outside the subnet ${subnet.cidr}`, remedy)]
  }
  if (address.value !== subnet.first && address.value !== subnet.last) return []
  const kind = address.value === subnet.first ? 'network' : 'broadcast'
  const message = `${quote(text)} is the ${kind} address of ${subnet.cidr}, which no host can have`
  return [notAHost.problem(saidAt, message, `Give ${owner} another address.`)]
}
