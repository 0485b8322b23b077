import type { AddressEntry, AddressRegister } from '../address-register.ts'
import { formatAddress, formatRange } from '../addresses.ts'
import { duplicates, errorRule, type Problem, quote, warningRule } from '../problem.ts'

const nodeDuplicate = errorRule('node-address-duplicate')
const collision = errorRule('address-collision')
const dnsDuplicate = warningRule('dns-duplicate')
const inPool = errorRule('address-in-pool')
const dnsInCluster = warningRule('dns-in-cluster')

/** No two hosts share an address, and the pool holds none that belongs to a host. */
export function checkAddressCollisions(register: AddressRegister): Problem[] {
  const hosts = register.entries.filter(({ kind }) => kind !== 'dns')
  const dns = register.entries.filter(({ kind }) => kind === 'dns')
  return [
    ...duplicates(hosts, addressKey, shared),
    ...duplicates(dns, addressKey, (entry) =>
      dnsDuplicate(entry.saidAt, `${quote(entry.text)} is listed twice`, 'Remove one.'),
    ),
    ...register.entries.flatMap((entry) => checkPool(entry, register)),
  ]
}

function addressKey({ address }: AddressEntry): string | undefined {
  return address && formatAddress(address)
}

function shared(later: AddressEntry, earlier: AddressEntry): Problem {
  const message = `${quote(later.text)} belongs to ${earlier.owner} already (${earlier.saidAt})`
  if (later.kind === 'node' && earlier.kind === 'node') {
    return nodeDuplicate(later.saidAt, message, 'Give each node an address of its own.')
  }
  return collision(later.saidAt, message, `Give ${later.owner} a free address.`)
}

function checkPool(entry: AddressEntry, register: AddressRegister): Problem[] {
  const pool = register.poolOf(entry.address)
  if (!pool) return []
  const message = `${quote(entry.text)} lies in the service pool ${formatRange(pool.range)}`
  if (entry.kind === 'dns') {
    const remedy =
      'Let the nodes ask a DNS server outside the cluster, or they cannot pull the images to start this one.'
    return [dnsInCluster(entry.saidAt, message, remedy)]
  }
  const remedy = `Shrink the pool or move ${entry.owner}: the load balancer would give the address to a Service.`
  return [inPool(entry.saidAt, message, remedy)]
}
