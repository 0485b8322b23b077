import type { Problem } from '../../finding/rule.ts'
import { defineRule } from '../../finding/rule.ts'
import { type AddressUse, addressPlan } from '../address-plan.ts'
import { contains, parseSubnet, type Subnet } from '../addresses.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { quote } from '../problem.ts'

const outside = defineRule({
  id: 'address-outside-subnet',
  severity: 'error',
  title: 'an address of the LAN is outside `network.subnet`',
  why: 'Virtual addresses are announced by ARP, which does not cross routers.',
  remedy: 'Choose an address of the subnet.',
})

const notAHost = defineRule({
  id: 'address-not-usable',
  severity: 'error',
  title: 'an address is the network or broadcast address of the subnet',
  why: 'No host can have the network or broadcast address.',
  remedy: 'Choose another.',
})

/** What must be reachable without a router lies in the LAN. DNS servers need not; apps are bound to the pool. */
export const checkAddressPlaces: DefinitionCheck = {
  rules: [outside, notAHost],
  run(draft) {
    const subnet = parseSubnet(draft.network?.subnet)
    if (!subnet) return []
    return addressPlan(draft)
      .filter((use) => use.holder !== 'dns' && use.holder !== 'app')
      .flatMap((use) => place(use, subnet))
  },
}

function place({ path, text, address, who }: AddressUse, subnet: Subnet): Problem[] {
  if (address === undefined) return []
  if (!contains(subnet, address)) {
    const remedy = `Give ${who} an address of ${subnet.cidr}, or correct network.subnet.`
    return [outside.problem(path, `${quote(text)} lies outside the subnet ${subnet.cidr}`, remedy)]
  }
  if (address !== subnet.first && address !== subnet.last) return []
  const kind = address === subnet.first ? 'network' : 'broadcast'
  const message = `${quote(text)} is the ${kind} address of ${subnet.cidr}, which no host can have`
  return [notAHost.problem(path, message, `Give ${who} another address.`)]
}
