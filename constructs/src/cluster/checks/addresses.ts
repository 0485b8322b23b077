import { definedAddresses } from '../defined-addresses.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { checkAddressCollisions, collisionRules } from './address-collisions.ts'
import { checkAddressPlaces, placeRules } from './address-places.ts'
import { checkAddressSyntax, syntaxRules } from './address-syntax.ts'
import { checkServicePool, poolRules } from './service-pool.ts'

/** All that concerns single addresses and the pool, each looked up in one register. */
export const checkAddresses: DefinitionCheck = {
  rules: [...syntaxRules, ...placeRules, ...poolRules, ...collisionRules],
  run(draft) {
    const register = definedAddresses(draft)
    return [
      ...checkAddressSyntax(register, draft),
      ...checkAddressPlaces(register, draft),
      ...checkServicePool(register, draft),
      ...checkAddressCollisions(register),
    ]
  },
}
