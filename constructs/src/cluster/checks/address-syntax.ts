import { defineRule, type Problem } from '../../finding/rule.ts'
import type { AddressRegister } from '../address-register.ts'
import type { Draft } from '../draft.ts'
import { addressRules, judgeAddress } from '../judge-address.ts'

const noDns = defineRule('dns-missing', 'error', {
  title: '`network.dns` is empty',
  why: 'Nodes could not pull images.',
  remedy: 'Add the address of your router.',
})

export const syntaxRules = [...addressRules, noDns]

/** Every address is a plain IPv4 address, and there is a DNS server. */
export function checkAddressSyntax(register: AddressRegister, draft: Draft): Problem[] {
  const subnet = draft.network?.subnet
  const problems = register.entries
    .filter(({ family }) => family !== 6)
    .flatMap(({ saidAt, text }) => judgeAddress(saidAt, text, subnet))
  if (draft.network?.dns?.length !== 0) return problems
  return [...problems, noDns.problem('network.dns', '[] names no DNS server; at least one is needed')]
}
