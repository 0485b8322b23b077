import { type Cluster, formatAddress, parseAddress } from '@ainur/constructs'
import { isRecord } from '@ainur/constructs/is-record'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { Rendering } from '../../model/rendering.ts'
import { requestedAddresses } from '../../model/requested-addresses.ts'

/** One address of the LAN and everyone who has it. */
export interface AddressEntry {
  readonly address: string
  readonly kind: 'gateway' | 'dns' | 'vip' | 'node' | 'service'
  readonly holders: readonly string[]
  readonly inPool: boolean
}

/** One address of the pool; `entry` if somebody has it. */
export interface PoolAddress {
  readonly address: string
  readonly entry?: AddressEntry
}

export interface AddressPlan {
  /** By address. */
  readonly entries: readonly AddressEntry[]
  /** Addresses in the pool, and how many of them are free. */
  readonly size: number
  readonly free: number
  /** Every address of the pool; empty where it is too large to draw. */
  readonly pool: readonly PoolAddress[]
}

/** A pool with more addresses is told in numbers: nobody reads a picture of a /16. */
const DRAWN = 256

/** Who has which address: what the definition hands out, and what Services of the tree ask for. */
export function addressPlan({
  cluster,
  objects,
  exposures,
}: Pick<Rendering, 'cluster' | 'objects' | 'exposures'>): AddressPlan {
  const { network } = cluster
  const first = numberOf(network.servicePool.from)
  const last = numberOf(network.servicePool.to)
  const inPool = (address: string) => {
    const number = numberOf(address)
    return first <= number && number <= last
  }
  const holders = new Map<string, { kind: AddressEntry['kind']; holders: Set<string> }>()
  const add = (address: string, kind: AddressEntry['kind'], holder: string) => {
    const entry = holders.get(address) ?? { kind, holders: new Set() }
    entry.holders.add(holder)
    holders.set(address, entry)
  }
  add(network.gateway, 'gateway', 'gateway')
  for (const server of network.dns) add(server, 'dns', 'DNS server')
  add(network.controlPlaneVip, 'vip', 'Kubernetes API')
  for (const node of cluster.nodes) add(node.address, 'node', `node ${node.name}`)
  for (const { object } of objects)
    for (const { address, fromPool } of requestedAddresses(object))
      if (fromPool) add(address, 'service', serviceText(object))
  for (const [address, holder] of reserved(cluster)) add(address, 'service', holder)
  for (const [address, hosts] of hostsByAddress(exposures))
    add(address, 'service', hosts.length === 1 ? `host ${hosts[0]}` : `${hosts.length} hosts`)

  const entries = [...holders]
    .map(
      ([address, entry]): AddressEntry => ({
        address,
        kind: entry.kind,
        holders: [...entry.holders],
        inPool: inPool(address),
      }),
    )
    .sort((a, b) => numberOf(a.address) - numberOf(b.address))
  const byAddress = new Map(entries.map((entry) => [entry.address, entry]))
  const size = Math.max(0, last - first + 1)
  return {
    entries,
    size,
    free: size - entries.filter((entry) => entry.inPool).length,
    pool:
      size > DRAWN
        ? []
        : Array.from({ length: size }, (_, index) =>
            poolAddress(formatAddress({ family: 4, value: BigInt(first + index) }), byAddress),
          ),
  }
}

function poolAddress(address: string, entries: ReadonlyMap<string, AddressEntry>): PoolAddress {
  const entry = entries.get(address)
  return { address, ...(entry && { entry }) }
}

function serviceText({ metadata, spec }: KubeObject): string {
  const list: readonly { port?: unknown; protocol?: unknown }[] = Array.isArray(spec.ports) ? spec.ports : []
  const ports = list.map(({ port, protocol }) => `${port}/${protocol ?? 'TCP'}`)
  return `Service ${metadata.namespace ?? ''}/${metadata.name} (${[...new Set(ports)].join(', ')})`
}

/** Addresses that settings of apps fix. An app may hand one on by other means than a Service of the tree. */
function reserved(cluster: Cluster): [string, string][] {
  return Object.entries(cluster.apps).flatMap(([app, settings]): [string, string][] =>
    isRecord(settings) && typeof settings.address === 'string'
      ? [[settings.address, `apps.${app}.address in the definition`]]
      : [],
  )
}

function hostsByAddress(exposures: Rendering['exposures']): Map<string, string[]> {
  const hosts = new Map<string, string[]>()
  for (const { host, address } of exposures) hosts.set(address, [...new Set([...(hosts.get(address) ?? []), host])])
  return hosts
}

function numberOf(address: string): number {
  return Number(parseAddress(address)?.value ?? -1n)
}
