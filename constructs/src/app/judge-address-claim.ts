import type { AddressEntry, AddressRegister } from '../cluster/address-register.ts'
import { formatRange } from '../cluster/addresses.ts'
import { addressCollision } from '../cluster/checks/address-collisions.ts'
import { judgeAddress } from '../cluster/judge-address.ts'
import { quote } from '../cluster/problem.ts'
import { defineRule, type Problem } from '../finding/rule.ts'

const outside = defineRule('app-address-outside-pool', 'error', {
  title: 'an app claims an address outside the service pool',
  why: 'The load balancer hands out addresses of the pool only.',
  remedy: 'Choose an address of the pool.',
})

const duplicate = defineRule('app-address-duplicate', 'error', {
  title: 'two apps claim one address',
  why: 'The second Service would stay pending.',
  remedy: 'Give each app an address of its own.',
})

/** What an app that claims an address can do wrong, beside what every address can. */
export const addressClaimRules = [outside, duplicate]

/**
 * What is wrong with an app's claim on the address of a Service.
 * @param path of the prop that says it
 * @param subnet of the LAN, for an example of it
 */
export function judgeAddressClaim(
  claim: AddressEntry,
  path: string,
  register: AddressRegister,
  subnet: string,
): Problem[] {
  const malformed = judgeAddress(path, claim.text, subnet)
  if (malformed.length > 0) return malformed
  const pools = register.pools.map(({ range }) => formatRange(range)).join(', ')
  return [
    ...(register.poolOf(claim.address)
      ? []
      : [
          outside.problem(
            path,
            `${quote(claim.text)} lies outside the service pool ${pools}`,
            `Give ${claim.owner} an address of the pool: the load balancer hands out no other.`,
          ),
        ]),
    // The gateway is often the DNS server, too: one of its names is enough.
    ...register
      .ownersOf(claim.address)
      .slice(0, 1)
      .map((earlier) => {
        const message = `${quote(claim.text)} belongs to ${earlier.owner} already (${earlier.saidAt})`
        return earlier.app === undefined
          ? addressCollision.problem(path, message, `Give ${claim.owner} a free address.`)
          : duplicate.problem(path, message)
      }),
  ]
}
