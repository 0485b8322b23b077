import type { AddressEntry, AddressKind, AddressRange, IpAddress } from '@ainur/constructs'
import { compareAddresses, formatAddress } from '@ainur/constructs/addresses'
import { groupBy } from '../../model/group-by.ts'
import type { Rendering } from '../../model/rendering.ts'

/** One address of the LAN and everyone who has it. */
export interface AddressRow {
  readonly address: string
  readonly kind: AddressKind
  readonly holders: readonly string[]
  readonly inPool: boolean
}

/** One address of the pool; `entry` if somebody has it. */
export interface PoolAddress {
  readonly address: string
  readonly entry?: AddressRow
}

export interface AddressPlan {
  /** By address. */
  readonly entries: readonly AddressRow[]
  /** Addresses in the pool, and how many of them are free. */
  readonly size: number
  readonly free: number
  /** Every address of the pool; empty where it is too large to draw. */
  readonly pool: readonly PoolAddress[]
}

/** A pool with more addresses is shown in numbers: nobody reads a picture of a /16. */
const DRAWN = 256

/** Who has which address, and the hosts that lead to it. */
export function addressPlan({ addresses, exposures }: Pick<Rendering, 'addresses' | 'exposures'>): AddressPlan {
  const entries = [...groupBy(addresses.entries.filter(isAddress), ({ address }) => formatAddress(address))]
    .sort(([, [a]], [, [b]]) => (a && b ? compareAddresses(a.address, b.address) : 0))
    .map(([address, owners]): AddressRow => {
      const hosts = hostsAt(address, exposures)
      return {
        address,
        kind: owners[0]?.kind ?? 'service',
        holders: [...new Set([...owners.map(({ owner }) => owner), ...hosts])],
        inPool: addresses.poolOf(address) !== undefined,
      }
    })
  const byAddress = new Map(entries.map((entry) => [entry.address, entry]))
  const size = addresses.pools.reduce((sum, { range }) => sum + Number(range.last - range.first) + 1, 0)
  return {
    entries,
    size,
    free: size - entries.filter((entry) => entry.inPool).length,
    pool:
      size > DRAWN
        ? []
        : addresses.pools.flatMap(({ range }) => addressesOf(range)).map((address) => poolAddress(address, byAddress)),
  }
}

function isAddress(entry: AddressEntry): entry is AddressEntry & { readonly address: IpAddress } {
  return entry.address !== undefined
}

function addressesOf({ family, first, last }: AddressRange): string[] {
  const length = Number(last - first) + 1
  return Array.from({ length }, (_, index) => formatAddress({ family, value: first + BigInt(index) }))
}

function poolAddress(address: string, entries: ReadonlyMap<string, AddressRow>): PoolAddress {
  const entry = entries.get(address)
  return { address, ...(entry && { entry }) }
}

function hostsAt(address: string, exposures: Rendering['exposures']): string[] {
  const hosts = new Set(exposures.filter((exposure) => exposure.address === address).map(({ host }) => host))
  if (hosts.size > 1) return [`${hosts.size} hosts`]
  return [...hosts].map((host) => `host ${host}`)
}
