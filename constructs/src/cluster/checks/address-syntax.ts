import { addressPlan } from '../address-plan.ts'
import { formatIPv4, isIPv6, parseSubnet } from '../addresses.ts'
import type { Draft } from '../draft.ts'
import { errorRule, type Problem, quote } from '../problem.ts'

const invalid = errorRule('address-invalid')
const ipv6 = errorRule('address-ipv6')
const noDns = errorRule('dns-missing')

/** Every address is a plain IPv4 address. */
export function checkAddressSyntax(draft: Draft): Problem[] {
  const example = exampleIn(draft.network?.subnet)
  const problems = addressPlan(draft)
    .filter((use) => use.address === undefined)
    .map(({ path, text }) => {
      if (isIPv6(text)) {
        return ipv6(
          path,
          `${quote(text)} is IPv6; allowed is IPv4`,
          'Use the IPv4 address; the tree is made for IPv4 clusters.',
        )
      }
      const remedy = text.includes('/') ? 'Leave out the prefix length.' : `Write it like "${example}".`
      return invalid(
        path,
        `${quote(text)} is no IPv4 address; allowed are four numbers of 0-255 without leading zeros`,
        remedy,
      )
    })
  if (draft.network?.dns?.length !== 0) return problems
  return [
    ...problems,
    noDns('network.dns', '[] names no DNS server; at least one is needed', 'Add the address of your router.'),
  ]
}

/** An address of the reader's own LAN, which nobody mistakes for one of ours. */
function exampleIn(cidr: string | undefined): string {
  const subnet = parseSubnet(cidr)
  const address = subnet && subnet.first + 11
  return subnet && address !== undefined && address < subnet.last ? formatIPv4(address) : '192.168.20.11'
}
