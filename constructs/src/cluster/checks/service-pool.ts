import { defineRule, type Problem } from '../../finding/rule.ts'
import type { AddressPool, AddressRegister } from '../address-register.ts'
import { type AddressRange, contains, formatAddress, formatRange, parseRange, parseSubnet } from '../addresses.ts'
import type { Draft } from '../draft.ts'
import { quote } from '../problem.ts'

const invalid = defineRule('pool-invalid', 'error', {
  title: '`network.servicePool` is not a range of addresses',
  why: 'Services could not be given an address.',
  remedy: 'Write `from-to`, a CIDR or both ends.',
})

const reversed = defineRule('pool-reversed', 'error', {
  title: '`network.servicePool` ends before it begins',
  why: 'It holds no address.',
  remedy: 'Swap its ends.',
})

const outside = defineRule('pool-outside-subnet', 'error', {
  title: '`network.servicePool` is outside `network.subnet`',
  why: 'Nobody on the LAN could reach these addresses.',
  remedy: 'Choose addresses of the subnet.',
})

const unusable = defineRule('pool-not-usable', 'error', {
  title: '`network.servicePool` holds the network or broadcast address',
  why: 'No host can have these two addresses.',
  remedy: 'Leave that address out of the pool.',
})

export const poolRules = [invalid, reversed, outside, unusable]

const path = 'network.servicePool'

/** The pool is a range of IPv4 addresses in the LAN. */
export function checkServicePool({ pools }: AddressRegister, draft: Draft): Problem[] {
  const written = draft.network?.servicePool
  // If one end is missing, the check of the shape has reported it.
  if (
    written === undefined ||
    (typeof written === 'object' && (written.from === undefined || written.to === undefined))
  )
    return []
  const pool = pools.find(({ range }) => range.family === 4)
  if (!pool) {
    const message = `${quote(written)} is not a range of IPv4 addresses; allowed are "from-to", a CIDR, or { from, to }`
    return [invalid.problem(path, message, `Write it as "${asRange(written, draft)}".`)]
  }
  const { range } = pool
  if (range.first > range.last) {
    const turned = formatRange({ ...range, first: range.last, last: range.first })
    return [reversed.problem(path, `${quote(written)} ends before it begins`, `Write "${turned}".`)]
  }
  return checkPlace(written, pool, draft)
}

/** What was most likely meant: `192.168.1.200-220` means the first three numbers twice. Else an example in the LAN. */
function asRange(pool: unknown, draft: Draft): string {
  const [, from, network, end] = (typeof pool === 'string' && /^((.+\.)\d+)-(\d+)$/.exec(pool)) || []
  const meant = parseRange(`${from}-${network}${end}`)
  if (meant) return formatRange(meant)
  const subnet = parseSubnet(draft.network?.subnet)
  if (subnet?.family !== 4) return '192.168.20.200-192.168.20.219'
  const { family, first, last } = subnet
  return formatRange({ family, first: last - 20n > first ? last - 20n : first + 1n, last: last - 1n })
}

function checkPlace(written: unknown, { range }: AddressPool, draft: Draft): Problem[] {
  const subnet = parseSubnet(draft.network?.subnet)
  if (subnet?.family !== range.family) return []
  const { family, first, last, cidr } = subnet
  if (!contains(subnet, { family, value: range.first }) || !contains(subnet, { family, value: range.last })) {
    const message = `${quote(written)} does not lie in the subnet ${cidr}`
    return [outside.problem(path, message, `Choose free addresses of ${cidr}.`)]
  }
  if (range.first > first && range.last < last) return []
  const [bad, kind] = range.first === first ? [first, 'network'] : [last, 'broadcast']
  const message = `${quote(written)} holds ${formatAddress({ family, value: bad })}, the ${kind} address of ${cidr}, which no Service can have`
  const rest: AddressRange = {
    family,
    first: range.first === first ? first + 1n : range.first,
    last: range.last === last ? last - 1n : range.last,
  }
  const remedy = rest.first > rest.last ? 'Choose other addresses.' : `Write "${formatRange(rest)}".`
  return [unusable.problem(path, message, remedy)]
}
