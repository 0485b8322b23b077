import type { AddressRegister } from '../address-register.ts'
import type { Draft } from '../draft.ts'
import { judgeAddress } from '../judge-address.ts'
import { errorRule, type Problem } from '../problem.ts'

const noDns = errorRule('dns-missing')

/** Every address is a plain IPv4 address, and there is a DNS server. */
export function checkAddressSyntax(register: AddressRegister, draft: Draft): Problem[] {
  const subnet = draft.network?.subnet
  const problems = register.entries.flatMap(({ saidAt, text }) => judgeAddress(saidAt, text, subnet))
  if (draft.network?.dns?.length !== 0) return problems
  return [
    ...problems,
    noDns('network.dns', '[] names no DNS server; at least one is needed', 'Add the address of your router.'),
  ]
}
