import { type AddressEntry, type AddressKind, type AddressPool, AddressRegister } from './address-register.ts'
import { parseAddress, parseRange } from './addresses.ts'
import { placed } from './draft.ts'

/** What of a definition names addresses, whether it is still to be checked or `defineCluster()` made it. */
export interface AddressSource {
  readonly network?:
    | {
        readonly gateway?: string | undefined
        readonly dns?: readonly (string | undefined)[] | undefined
        readonly controlPlaneVip?: string | undefined
        readonly servicePool?:
          | string
          | { readonly from?: string | undefined; readonly to?: string | undefined }
          | undefined
      }
    | undefined
  readonly nodes?:
    | readonly ({ readonly name?: string | undefined; readonly address?: string | undefined } | undefined)[]
    | undefined
}

/** The register as far as the definition fills it: apps add what they claim. */
export function definedAddresses({ network, nodes }: AddressSource): AddressRegister {
  const entries = [
    entry('gateway', 'network.gateway', network?.gateway, 'the gateway'),
    ...placed(network?.dns, 'network.dns').map(({ value, path }) => entry('dns', path, value, 'a DNS server')),
    ...placed(nodes, 'nodes').map(({ value, path }) =>
      entry('node', `${path}.address`, value.address, value.name === undefined ? path : `node "${value.name}"`),
    ),
    entry('control-plane', 'network.controlPlaneVip', network?.controlPlaneVip, 'the control-plane VIP'),
  ]
  return new AddressRegister(entries.flat(), poolsOf(network))
}

function entry(kind: AddressKind, saidAt: string, text: string | undefined, owner: string): AddressEntry[] {
  return text === undefined ? [] : [{ kind, saidAt, text, address: parseAddress(text), owner }]
}

function poolsOf(network: AddressSource['network']): AddressPool[] {
  const range = parseRange(network?.servicePool)
  return range ? [{ range, saidAt: 'network.servicePool' }] : []
}
