import { type AddressEntry, type AddressKind, type AddressPool, AddressRegister } from './address-register.ts'
import { parseAddress, parseRange } from './addresses.ts'
import { type Partly, placed } from './draft.ts'
import type { Ipv6Input, NetworkInput, NodeInput, PoolInput } from './input.ts'
import type { OutsideMachine } from './outside-machine.ts'

/** The parts of a definition that name addresses, whether `defineCluster()` has checked them or not. */
export type AddressSource = Partly<{
  network: Pick<NetworkInput, 'gateway' | 'dns' | 'controlPlaneVip' | 'servicePool'> & {
    ipv6?: Pick<Ipv6Input, 'controlPlaneVip' | 'servicePool'>
  }
  nodes: readonly Pick<NodeInput, 'name' | 'address' | 'address6' | 'interfaces'>[]
  machines: readonly Pick<OutsideMachine, 'name' | 'address' | 'role'>[]
}>

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
  return writtenPools(network).flatMap(({ written, path }) => {
    const range = parseRange(written)
    return range ? [{ range, routed: typeof written === 'object' && written.routed === true, saidAt: path }] : []
  })
}

/** The pools of both families as they are written, with their places. A single one needs no list. */
export function writtenPools(network: AddressSource['network']) {
  const { servicePool, ipv6 } = network ?? {}
  const at = (pools: typeof servicePool, path: string, family: 4 | 6) => {
    const several = Array.isArray(pools) && pools.length > 1
    const items = several ? placed(pools, path) : [pools].flat().map((value) => ({ value, path }))
    return items.flatMap(({ value, path }) =>
      value === undefined ? [] : [{ written: value as Partly<PoolInput>, path, family }],
    )
  }
  return [...at(servicePool, 'network.servicePool', 4), ...at(ipv6?.servicePool, 'network.ipv6.servicePool', 6)]
}
