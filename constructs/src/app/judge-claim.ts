import type { AddressEntry, AddressRegister } from '../cluster/address-register.ts'
import { formatRange } from '../cluster/addresses.ts'
import { judgeAddress } from '../cluster/judge-address.ts'
import { errorRule, type Problem, quote } from '../cluster/problem.ts'

const outside = errorRule('app-address-outside-pool')
const duplicate = errorRule('app-address-duplicate')
const collision = errorRule('address-collision')

/**
 * What is wrong with an app's claim on the address of a Service.
 * @param path of the prop that says it
 * @param subnet of the LAN, for an example of it
 */
export function judgeClaim(claim: AddressEntry, path: string, register: AddressRegister, subnet: string): Problem[] {
  const malformed = judgeAddress(path, claim.text, subnet)
  if (malformed.length > 0) return malformed
  const pools = register.pools.map(({ range }) => formatRange(range)).join(', ')
  return [
    ...(register.poolOf(claim.address)
      ? []
      : [
          outside(
            path,
            `${quote(claim.text)} lies outside the service pool ${pools}`,
            `Give ${claim.owner} an address of the pool: the load balancer hands out no other.`,
          ),
        ]),
    ...register.ownersOf(claim.address).map((earlier) => {
      const message = `${quote(claim.text)} belongs to ${earlier.owner} already (${earlier.saidAt})`
      return earlier.app === undefined
        ? collision(path, message, `Give ${claim.owner} a free address.`)
        : duplicate(path, message, 'Give each app an address of its own.')
    }),
  ]
}
