import { type AddressUse, addressPlan } from '../address-plan.ts'
import { contains, parseSubnet, type Subnet } from '../addresses.ts'
import type { Draft } from '../draft.ts'
import { errorRule, type Problem, quote } from '../problem.ts'

const outside = errorRule('address-outside-subnet')
const notAHost = errorRule('address-not-usable')

/** What must be reachable without a router lies in the LAN. DNS servers need not; apps are bound to the pool. */
export function checkAddressPlaces(draft: Draft): Problem[] {
  const subnet = parseSubnet(draft.network?.subnet)
  if (!subnet) return []
  return addressPlan(draft)
    .filter((use) => use.holder !== 'dns' && use.holder !== 'app')
    .flatMap((use) => place(use, subnet))
}

function place({ path, text, address, who }: AddressUse, subnet: Subnet): Problem[] {
  if (address === undefined) return []
  if (!contains(subnet, address)) {
    const remedy = `Give ${who} an address of ${subnet.cidr}, or correct network.subnet.`
    return [outside(path, `${quote(text)} lies outside the subnet ${subnet.cidr}`, remedy)]
  }
  if (address !== subnet.first && address !== subnet.last) return []
  const kind = address === subnet.first ? 'network' : 'broadcast'
  const message = `${quote(text)} is the ${kind} address of ${subnet.cidr}, which no host can have`
  return [notAHost(path, message, `Give ${who} another address.`)]
}
