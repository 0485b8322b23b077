import { definedAddresses } from '../defined-addresses.ts'
import type { Draft } from '../draft.ts'
import type { Problem } from '../problem.ts'
import { checkAddressCollisions } from './address-collisions.ts'
import { checkAddressPlaces } from './address-places.ts'
import { checkAddressSyntax } from './address-syntax.ts'
import { checkServicePool } from './service-pool.ts'

/** All that concerns single addresses and the pool, each looked up in one register. */
export function checkAddresses(draft: Draft): Problem[] {
  const register = definedAddresses(draft)
  return [
    ...checkAddressSyntax(register, draft),
    ...checkAddressPlaces(register, draft),
    ...checkServicePool(register, draft),
    ...checkAddressCollisions(register),
  ]
}
