import { defineRule, type Problem } from '../../finding/rule.ts'
import type { AddressPool, AddressRegister } from '../address-register.ts'
import {
  type AddressRange,
  contains,
  formatAddress,
  formatRange,
  overlap,
  parseRange,
  parseSubnet,
} from '../addresses.ts'
import { writtenPools } from '../defined-addresses.ts'
import type { Draft } from '../draft.ts'
import { quote } from '../problem.ts'

const invalid = defineRule('pool-invalid', 'error', {
  title: 'a service pool is not a range of addresses',
  why: 'Services could not be given an address.',
  remedy: 'Write `from-to`, a CIDR or both ends.',
})

const reversed = defineRule('pool-reversed', 'error', {
  title: 'a service pool ends before it begins',
  why: 'It holds no address.',
  remedy: 'Swap its ends.',
})

const outside = defineRule('pool-outside-subnet', 'error', {
  title: 'a service pool is outside the subnet of the LAN',
  why: 'Nobody on the LAN could reach these addresses, unless routers are told where they are.',
  remedy: 'Choose addresses of the subnet, or say `routed: true` where the load balancer announces them through BGP.',
})

const unusable = defineRule('pool-not-usable', 'error', {
  title: 'a service pool holds the network or broadcast address',
  why: 'No host can have these two addresses.',
  remedy: 'Leave that address out of the pool.',
})

const overlapping = defineRule('pool-overlap', 'error', {
  title: 'two service pools have an address in common',
  why: 'Which of the two an address belongs to, and whether it is routed, would be open.',
  remedy: 'Give each pool addresses of its own.',
})

export const poolRules = [invalid, reversed, outside, unusable, overlapping]

/** Each pool is a range of addresses of its family, in the LAN unless it is routed, and shares none with another. */
export function checkServicePool({ pools }: AddressRegister, draft: Draft): Problem[] {
  const written = writtenPools(draft.network)
  return [
    ...noPool(draft),
    ...written.flatMap(({ written, path, family }) => {
      // If one end is missing, the check of the shape has reported it.
      if (typeof written === 'object' && (written.from === undefined || written.to === undefined)) return []
      const pool = pools.find(({ saidAt }) => saidAt === path)
      if (pool?.range.family !== family) return [notARange(path, written, family, draft)]
      const { range } = pool
      if (range.first <= range.last) return checkPlace(written, pool, subnetOf(draft, family))
      const turned = formatRange({ ...range, first: range.last, last: range.first })
      return [reversed.problem(path, `${quote(written)} ends before it begins`, `Write "${turned}".`)]
    }),
    ...pools.flatMap((pool, index) =>
      pools.slice(0, index).flatMap((earlier) => {
        if (!overlap(pool.range, earlier.range)) return []
        const message = `${formatRange(pool.range)} and ${formatRange(earlier.range)} (${earlier.saidAt}) have addresses in common`
        return [overlapping.problem(pool.saidAt, message)]
      }),
    ),
  ]
}

function noPool({ network }: Draft): Problem[] {
  const { servicePool } = network ?? {}
  if (!Array.isArray(servicePool) || servicePool.length > 0) return []
  return [
    invalid.problem('network.servicePool', 'the list is empty', 'Write a pool, e.g. "192.168.20.200-192.168.20.219".'),
  ]
}

function notARange(path: string, written: unknown, family: 4 | 6, draft: Draft): Problem {
  const message = `${quote(written)} is not a range of IPv${family} addresses; allowed are "from-to", a CIDR, or { from, to }`
  return invalid.problem(path, message, `Write it as "${asRange(written, subnetOf(draft, family), family)}".`)
}

function subnetOf({ network }: Draft, family: 4 | 6) {
  const subnet = parseSubnet(family === 4 ? network?.subnet : network?.ipv6?.subnet)
  return subnet?.family === family ? subnet : undefined
}

/** What was most likely meant: `192.168.1.200-220` means the first three numbers twice. Else an example in the LAN. */
function asRange(pool: unknown, subnet: AddressRange | undefined, family: 4 | 6): string {
  const [, from, network, end] = (typeof pool === 'string' && /^((.+\.)\d+)-(\d+)$/.exec(pool)) || []
  const meant = parseRange(`${from}-${network}${end}`)
  if (meant?.family === family) return formatRange(meant)
  if (!subnet) return family === 4 ? '192.168.20.200-192.168.20.219' : 'fd00:20::200-fd00:20::2ff'
  const { first, last } = subnet
  return formatRange({ family, first: last - 20n > first ? last - 20n : first + 1n, last: last - 1n })
}

function checkPlace(
  written: unknown,
  { range, routed, saidAt }: AddressPool,
  subnet: ReturnType<typeof subnetOf>,
): Problem[] {
  if (!subnet) return []
  const { family, first, last, cidr } = subnet
  const inLan = contains(subnet, { family, value: range.first }) && contains(subnet, { family, value: range.last })
  if (!inLan && routed && !overlap(subnet, range)) return []
  if (!inLan) {
    const message = `${quote(written)} does not lie in the subnet ${cidr}`
    return [outside.problem(saidAt, message, `Choose free addresses of ${cidr}.`)]
  }
  // IPv6 has no broadcast, and its first address is that of any router.
  if (family === 6 ? range.first > first : range.first > first && range.last < last) return []
  const [bad, kind] = range.first === first ? [first, 'network'] : [last, 'broadcast']
  const message = `${quote(written)} holds ${formatAddress({ family, value: bad })}, the ${kind} address of ${cidr}, which no Service can have`
  const rest: AddressRange = {
    family,
    first: range.first === first ? first + 1n : range.first,
    last: range.last === last && family === 4 ? last - 1n : range.last,
  }
  const remedy = rest.first > rest.last ? 'Choose other addresses.' : `Write "${formatRange(rest)}".`
  return [unusable.problem(saidAt, message, remedy)]
}
