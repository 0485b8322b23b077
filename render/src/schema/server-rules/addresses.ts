import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Whether `text` is a range of addresses with its mask: `192.168.0.0/24`. */
export function isCidr(text: string): boolean {
  return ipaddr.isValidCIDR(text) && isIP(text.split('/')[0] ?? '') !== 0
}

/** Whether the range `inner` lies in `outer` and is smaller. */
export function isPartOf(inner: string, outer: string): boolean {
  const [[address, length], range] = [ipaddr.parseCIDR(inner), ipaddr.parseCIDR(outer)]
  return address.kind() === range[0].kind() && length > range[1] && address.match(range as never)
}
