import ipaddr from 'ipaddr.js'

/** An inclusive range of IPv4 addresses, as 32-bit numbers. */
export interface AddressRange {
  readonly first: number
  readonly last: number
}

/** An IPv4 network. */
export interface Subnet extends AddressRange {
  /** In canonical form: without host bits. */
  readonly cidr: string
  readonly prefix: number
}

/** The number behind a dotted IPv4 address; undefined for anything else, leading zeros included. */
export function parseIPv4(text: string | undefined): number | undefined {
  // Leading zeros mean octal to some programs and decimal to others.
  if (!text || /(^|\.)0\d/.test(text) || !ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined
  return ipaddr.IPv4.parse(text)
    .toByteArray()
    .reduce((sum, byte) => sum * 256 + byte, 0)
}

export function formatIPv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')
}

export function isIPv6(text: string): boolean {
  return ipaddr.IPv6.isValid(text.replace(/\/\d+$/, ''))
}

/** The network of `text` (`192.168.20.0/24`), whether or not host bits are set; undefined for anything else. */
export function parseSubnet(text: string | undefined): Subnet | undefined {
  const [address, length, ...rest] = (text ?? '').split('/')
  const parsed = parseIPv4(address)
  if (parsed === undefined || length === undefined || rest.length > 0 || !/^(0|[1-9]\d?)$/.test(length))
    return undefined
  const prefix = Number(length)
  if (prefix > 32) return undefined
  const size = 2 ** (32 - prefix)
  const first = Math.floor(parsed / size) * size
  return { first, last: first + size - 1, prefix, cidr: `${formatIPv4(first)}/${prefix}` }
}

/** A pool given as `a-b`, as a CIDR or by both ends. Ends may be in the wrong order; undefined if one is no address. */
export function parseRange(
  pool: string | { readonly from?: string | undefined; readonly to?: string | undefined } | undefined,
): AddressRange | undefined {
  if (typeof pool === 'string' && pool.includes('/')) return parseSubnet(pool)
  const [from, to, ...rest] =
    typeof pool === 'string' ? pool.split('-').map((end) => end.trim()) : [pool?.from, pool?.to]
  const first = parseIPv4(from)
  const last = parseIPv4(to)
  return first === undefined || last === undefined || rest.length > 0 ? undefined : { first, last }
}

export function contains(range: AddressRange, address: number): boolean {
  return range.first <= address && address <= range.last
}

export function overlap(a: AddressRange, b: AddressRange): boolean {
  return a.first <= b.last && b.first <= a.last
}

/** `a-b`, both ends included. */
export function formatRange(range: AddressRange): string {
  return `${formatIPv4(range.first)}-${formatIPv4(range.last)}`
}
