import { defineRule, type Problem } from '../finding/rule.ts'
import { formatAddress, isIPv6, parseAddress, parseSubnet } from './addresses.ts'
import { quote } from './problem.ts'

const invalid = defineRule('address-invalid', 'error', {
  title: 'an address is not an IPv4 address',
  why: 'Nothing can be reached there; leading zeros mean octal to some programs.',
  remedy: 'Write four numbers of 0-255.',
})

const ipv6 = defineRule('address-ipv6', 'error', {
  title: 'an address is an IPv6 address',
  why: 'The tree is made for IPv4.',
  remedy: 'Use the IPv4 address.',
})

export const addressRules = [invalid, ipv6]

/** What is wrong with `text` as an IPv4 address. @param subnet the reader's own LAN, for an example of it */
export function judgeAddress(path: string, text: string, subnet: string | undefined): Problem[] {
  if (parseAddress(text)?.family === 4) return []
  if (isIPv6(text)) {
    const remedy = 'Use the IPv4 address; the tree is made for IPv4 clusters.'
    return [ipv6.problem(path, `${quote(text)} is IPv6; allowed is IPv4`, remedy)]
  }
  const message = `${quote(text)} is not an IPv4 address; allowed are four numbers of 0-255 without leading zeros`
  const remedy = text.includes('/') ? 'Leave out the prefix length.' : `Write it like "${exampleIn(subnet)}".`
  return [invalid.problem(path, message, remedy)]
}

/** An address of the reader's own LAN, which nobody mistakes for one of ours. */
function exampleIn(cidr: string | undefined): string {
  const subnet = parseSubnet(cidr)
  if (subnet?.family !== 4 || subnet.first + 11n >= subnet.last) return '192.168.20.11'
  return formatAddress({ family: 4, value: subnet.first + 11n })
}
