import { type AddressEntry, type AddressKind, type AddressPool, AddressRegister } from './address-register.ts'
import { parseAddress, parseRange } from './addresses.ts'
import { placed } from './draft.ts'

/** The parts of a definition that name addresses, whether `defineCluster()` has checked them or not. */
export interface AddressSource {
  readonly network?:
    | {
        readonly gateway?: string | undefined
        readonly dns?: readonly (string | undefined)[] | undefined
        readonly controlPlaneVip?: string | undefined
        readonly ipv6?: { readonly controlPlaneVip?: string | undefined } | undefined
        readonly servicePool?:
          | string
          | { readonly from?: string | undefined; readonly to?: string | undefined }
          | undefined
      }
    | undefined
  readonly nodes?:
    | readonly (
        | {
            readonly name?: string | undefined
            readonly address?: string | undefined
            readonly address6?: string | undefined
            readonly interfaces?:
              | readonly ({ readonly name?: string | undefined; readonly address?: string | undefined } | undefined)[]
              | undefined
          }
        | undefined
      )[]
    | undefined
  readonly machines?:
    | readonly (
        | {
            readonly name?: string | undefined
            readonly address?: string | undefined
            readonly role?: string | undefined
          }
        | undefined
      )[]
    | undefined
}

/** The register as far as the definition fills it: apps add what they reserve. */
export function definedAddresses({ network, nodes, machines }: AddressSource): AddressRegister {
  const outside = placed(machines, 'machines')
  // A router in `machines` that has the gateway's address is the gateway: its address counts once.
  const router = outside.find(({ value }) => value.role === 'router' && value.address === network?.gateway)
  const entries = [
    entry('gateway', 'network.gateway', network?.gateway, 'the gateway'),
    ...placed(network?.dns, 'network.dns').map(({ value, path }) => entry('dns', path, value, 'a DNS server')),
    ...placed(nodes, 'nodes').map(({ value, path }) =>
      entry('node', `${path}.address`, value.address, nodeName(value, path)),
    ),
    ...placed(nodes, 'nodes').flatMap(({ value: node, path: at }) =>
      placed(node.interfaces, `${at}.interfaces`).map(({ value, path }) => {
        const owner = `${value.name ?? 'another interface'} of ${nodeName(node, at)}`
        return entry('interface', `${path}.address`, value.address, owner)
      }),
    ),
    ...outside
      .filter((machine) => machine !== router)
      .map(({ value, path }) =>
        entry('outside', `${path}.address`, value.address, value.name === undefined ? path : `machine "${value.name}"`),
      ),
    ...placed(nodes, 'nodes').map(({ value, path }) =>
      entry6('node', `${path}.address6`, value.address6, nodeName(value, path)),
    ),
    entry('control-plane', 'network.controlPlaneVip', network?.controlPlaneVip, 'the control-plane VIP'),
    entry6(
      'control-plane',
      'network.ipv6.controlPlaneVip',
      network?.ipv6?.controlPlaneVip,
      "the control-plane VIP's IPv6 address",
    ),
  ]
  return new AddressRegister(entries.flat(), poolsOf(network))
}

function nodeName({ name }: { readonly name?: string | undefined }, path: string): string {
  return name === undefined ? path : `node "${name}"`
}

function entry(kind: AddressKind, saidAt: string, text: string | undefined, owner: string): AddressEntry[] {
  return text === undefined ? [] : [{ kind, saidAt, text, address: parseAddress(text), owner }]
}

function entry6(...said: Parameters<typeof entry>): AddressEntry[] {
  return entry(...said).map((each) => ({ ...each, family: 6 }))
}

function poolsOf(network: AddressSource['network']): AddressPool[] {
  const range = parseRange(network?.servicePool)
  return range ? [{ range, saidAt: 'network.servicePool' }] : []
}
