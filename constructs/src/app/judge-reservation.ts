import type { AddressEntry, AddressRegister } from '../cluster/address-register.ts'
import { formatRange } from '../cluster/addresses.ts'
import { addressCollision } from '../cluster/checks/address-collisions.ts'
import type { Network } from '../cluster/cluster.ts'
import { judgeAddress } from '../cluster/judge-address.ts'
import { quote } from '../cluster/problem.ts'
import { defineRule, type Problem } from '../finding/rule.ts'

const outside = defineRule('app-address-outside-pool', 'error', {
  title: 'an app reserves an address outside the service pool',
  why: 'The load balancer hands out addresses of the pool only.',
  remedy: 'Choose an address of the pool.',
})

const duplicate = defineRule('app-address-duplicate', 'error', {
  title: 'two apps reserve one address',
  why: 'The second Service would stay pending.',
  remedy: 'Give each app an address of its own.',
})

/** Rules for an address that an app reserves, besides those for every address. */
export const reservationRules = [outside, duplicate]

/**
 * What is wrong with the address that an app reserves for a Service.
 *
 * @param path of the prop that holds the address
 * @param network messages show an address of its LAN as an example
 */
export function judgeReservation(
  wanted: AddressEntry,
  path: string,
  register: AddressRegister,
  { subnet, ipv6 }: Pick<Network, 'subnet' | 'ipv6'>,
): Problem[] {
  const malformed = ipv6 && wanted.address?.family === 6 ? [] : judgeAddress(path, wanted.text, subnet)
  if (malformed.length > 0) return malformed
  const pools = register.pools.map(({ range }) => formatRange(range)).join(', ')
  return [
    ...(register.poolOf(wanted.address)
      ? []
      : [
          outside.problem(
            path,
            `${quote(wanted.text)} lies outside the service pool ${pools}`,
            `Give ${wanted.owner} an address of the pool: the load balancer hands out no other.`,
          ),
        ]),
    // The gateway is often the DNS server, too: the message names one owner.
    ...register
      .ownersOf(wanted.address)
      .slice(0, 1)
      .map((earlier) => {
        const message = `${quote(wanted.text)} belongs to ${earlier.owner} already (${earlier.saidAt})`
        return earlier.app === undefined
          ? addressCollision.problem(path, message, `Give ${wanted.owner} a free address.`)
          : duplicate.problem(path, message)
      }),
  ]
}
