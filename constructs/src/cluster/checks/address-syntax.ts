import { defineRule } from '../../finding/rule.ts'
import { addressPlan } from '../address-plan.ts'
import { formatIPv4, isIPv6, parseSubnet } from '../addresses.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { quote } from '../problem.ts'

const invalid = defineRule({
  id: 'address-invalid',
  severity: 'error',
  title: 'an address is not an IPv4 address',
  why: 'Nothing can be reached there; leading zeros mean octal to some programs.',
  remedy: 'Write four numbers of 0-255.',
})

const ipv6 = defineRule({
  id: 'address-ipv6',
  severity: 'error',
  title: 'an address is an IPv6 address',
  why: 'The tree is made for IPv4.',
  remedy: 'Use the IPv4 address; the tree is made for IPv4 clusters.',
})

const noDns = defineRule({
  id: 'dns-missing',
  severity: 'error',
  title: '`network.dns` is empty',
  why: 'Nodes could not pull images.',
  remedy: 'Add the address of your router.',
})

/** Every address is a plain IPv4 address. */
export const checkAddressSyntax: DefinitionCheck = {
  rules: [invalid, ipv6, noDns],
  run(draft) {
    const example = exampleIn(draft.network?.subnet)
    const problems = addressPlan(draft)
      .filter((use) => use.address === undefined)
      .map(({ path, text }) => {
        if (isIPv6(text)) {
          return ipv6.problem(path, `${quote(text)} is IPv6; allowed is IPv4`)
        }
        const remedy = text.includes('/') ? 'Leave out the prefix length.' : `Write it like "${example}".`
        return invalid.problem(
          path,
          `${quote(text)} is no IPv4 address; allowed are four numbers of 0-255 without leading zeros`,
          remedy,
        )
      })
    if (draft.network?.dns?.length !== 0) return problems
    return [...problems, noDns.problem('network.dns', '[] names no DNS server; at least one is needed')]
  },
}

/** An address of the reader's own LAN, which nobody mistakes for one of ours. */
function exampleIn(cidr: string | undefined): string {
  const subnet = parseSubnet(cidr)
  const address = subnet && subnet.first + 11
  return subnet && address !== undefined && address < subnet.last ? formatIPv4(address) : '192.168.20.11'
}
