import type { ObjectRef } from '../finding/finding.ts'
import { type AddressRange, contains, type IpAddress, parseAddress } from './addresses.ts'

/** What an address is for. `interface`: a further one of a node. `outside`: a machine that is not part of the cluster. */
export type AddressKind = 'gateway' | 'dns' | 'node' | 'interface' | 'control-plane' | 'service' | 'outside'

/** One address, who has it, and where somebody says so. An address that two have is in the register twice. */
export interface AddressEntry {
  /** As written. */
  readonly text: string
  /** Undefined where `text` is not an IP address: a definition that is being checked may hold anything. */
  readonly address: IpAddress | undefined
  readonly kind: AddressKind
  /** 6 where only an IPv6 address is allowed. @default only an IPv4 address is */
  readonly family?: 6
  /** As a person calls it: `node "varda"`, `the gateway`, `Service omni/omni-wireguard`. */
  readonly owner: string
  /** Where it is said: `nodes[1].address` of the definition, `address` of an app's props, a path in an object. */
  readonly saidAt: string
  /** App that reserved it, or whose object asks for it. @default the address is part of the definition */
  readonly app?: string
  /** The Service that asks for it. @default the address is defined or reserved */
  readonly object?: ObjectRef
}

/** Addresses that Services of type LoadBalancer may get. */
export interface AddressPool {
  readonly range: AddressRange
  /** Whether its addresses are announced to routers, and need not be part of the LAN. */
  readonly routed: boolean
  /** `network.servicePool`, or `network.servicePool[1]` where there are several. */
  readonly saidAt: string
}

/** Who has which address of a cluster: the one place that knows. Never changes; `with()` makes a larger one. */
export class AddressRegister {
  /** In the order in which they were added; those that are easiest to move come last. */
  readonly entries: readonly AddressEntry[]
  readonly pools: readonly AddressPool[]

  constructor(entries: readonly AddressEntry[], pools: readonly AddressPool[]) {
    this.entries = entries
    this.pools = pools
  }

  with(entries: readonly AddressEntry[]): AddressRegister {
    return new AddressRegister([...this.entries, ...entries], this.pools)
  }

  /** Everybody who has `address`, in whatever way it is written. */
  ownersOf(address: string | IpAddress | undefined): AddressEntry[] {
    const wanted = typeof address === 'string' ? parseAddress(address) : address
    return wanted ? this.entries.filter((entry) => entry.address && isSame(entry.address, wanted)) : []
  }

  /** The pool that holds `address`. */
  poolOf(address: string | IpAddress | undefined): AddressPool | undefined {
    const wanted = typeof address === 'string' ? parseAddress(address) : address
    return wanted && this.pools.find(({ range }) => contains(range, wanted))
  }
}

function isSame(a: IpAddress, b: IpAddress): boolean {
  return a.family === b.family && a.value === b.value
}
