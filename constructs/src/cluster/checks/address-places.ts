import type { AddressEntry, AddressRegister } from '../address-register.ts'
import { contains, parseSubnet, type Subnet } from '../addresses.ts'
import type { Draft } from '../draft.ts'
import { errorRule, type Problem, quote } from '../problem.ts'

const outside = errorRule('address-outside-subnet')
const notAHost = errorRule('address-not-usable')

/** What must be reachable without a router lies in the LAN. DNS servers need not. */
export function checkAddressPlaces(register: AddressRegister, draft: Draft): Problem[] {
  const subnet = parseSubnet(draft.network?.subnet)
  if (!subnet) return []
  return register.entries.filter(({ kind }) => kind !== 'dns').flatMap((entry) => place(entry, subnet))
}

function place({ saidAt, text, address, owner }: AddressEntry, subnet: Subnet): Problem[] {
  if (address?.family !== subnet.family) return []
  if (!contains(subnet, address)) {
    const remedy = `Give ${owner} an address of ${subnet.cidr}, or correct network.subnet.`
    return [outside(saidAt, `${quote(text)} lies outside the subnet ${subnet.cidr}`, remedy)]
  }
  if (address.value !== subnet.first && address.value !== subnet.last) return []
  const kind = address.value === subnet.first ? 'network' : 'broadcast'
  const message = `${quote(text)} is the ${kind} address of ${subnet.cidr}, which no host can have`
  return [notAHost(saidAt, message, `Give ${owner} another address.`)]
}
