import ipaddr from 'ipaddr.js'

/** An IP address as a number. Only those of one family can be compared. */
export interface IpAddress {
  readonly family: 4 | 6
  readonly value: bigint
}

/** Addresses of one family, both ends included. */
export interface AddressRange {
  readonly family: 4 | 6
  readonly first: bigint
  readonly last: bigint
}

/** A network. */
export interface Subnet extends AddressRange {
  /** In canonical form: without host bits. */
  readonly cidr: string
  readonly prefix: number
}

/** The IPv4 or IPv6 address that `text` writes; undefined for anything else, leading zeros and zones included. */
export function parseAddress(text: string | undefined): IpAddress | undefined {
  if (!text) return undefined
  if (text.includes(':')) {
    return ipaddr.IPv6.isValid(text) && !text.includes('%') ? numberOf(ipaddr.IPv6.parse(text)) : undefined
  }
  // Leading zeros mean octal to some programs and decimal to others.
  if (/(^|\.)0\d/.test(text) || !ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined
  return numberOf(ipaddr.IPv4.parse(text))
}

/** In the shortest form: `192.168.20.11`, `fd00::11`. */
export function formatAddress({ family, value }: IpAddress): string {
  const length = family === 4 ? 4 : 16
  const bytes = Array.from({ length }, (_, index) => Number((value >> BigInt(8 * (length - 1 - index))) & 0xffn))
  return ipaddr.fromByteArray(bytes).toString()
}

/** Whether `text` is an IPv6 address or network. */
export function isIPv6(text: string): boolean {
  return parseAddress(text.replace(/\/\d+$/, ''))?.family === 6
}

/** The network of `text` (`192.168.20.0/24`), whether or not host bits are set; undefined for anything else. */
export function parseSubnet(text: string | undefined): Subnet | undefined {
  const [start, length, ...rest] = (text ?? '').split('/')
  const address = parseAddress(start)
  if (!address || length === undefined || rest.length > 0 || !/^(0|[1-9]\d*)$/.test(length)) return undefined
  const { family, value } = address
  const bits = family === 4 ? 32 : 128
  const prefix = Number(length)
  if (prefix > bits) return undefined
  const size = 1n << BigInt(bits - prefix)
  const first = (value / size) * size
  return {
    family,
    first,
    last: first + size - 1n,
    prefix,
    cidr: `${formatAddress({ family, value: first })}/${prefix}`,
  }
}

/** A pool given as `a-b`, as a CIDR or by both ends. Ends may be in the wrong order; undefined if one is not an address. */
export function parseRange(
  pool: string | { readonly from?: string | undefined; readonly to?: string | undefined } | undefined,
): AddressRange | undefined {
  if (typeof pool === 'string' && pool.includes('/')) return parseSubnet(pool)
  const [from, to, ...rest] =
    typeof pool === 'string' ? pool.split('-').map((end) => end.trim()) : [pool?.from, pool?.to]
  const [first, last] = [parseAddress(from), parseAddress(to)]
  if (!first || !last || first.family !== last.family || rest.length > 0) return undefined
  return { family: first.family, first: first.value, last: last.value }
}

/** Whether an address is in `range`. */
export function contains(range: AddressRange, { family, value }: IpAddress): boolean {
  return range.family === family && range.first <= value && value <= range.last
}

/** Whether two ranges have an address in common. */
export function overlap(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last
}

/** The ends of `range`, as text. */
export function endsOf({ family, first, last }: AddressRange): { readonly from: string; readonly to: string } {
  return { from: formatAddress({ family, value: first }), to: formatAddress({ family, value: last }) }
}

/** `a-b`, both ends included. */
export function formatRange(range: AddressRange): string {
  const { from, to } = endsOf(range)
  return `${from}-${to}`
}

/** By family, then by number: the order of a list that a person reads. */
export function compareAddresses(a: IpAddress, b: IpAddress): number {
  return a.family - b.family || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0)
}

function numberOf(address: ipaddr.IPv4 | ipaddr.IPv6): IpAddress {
  const value = address.toByteArray().reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  return { family: address.kind() === 'ipv4' ? 4 : 6, value }
}
