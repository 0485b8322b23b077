import { defineRule, type Problem } from '../../finding/rule.ts'
import type { AddressEntry, AddressRegister } from '../address-register.ts'
import { formatAddress, formatRange } from '../addresses.ts'
import { duplicates, quote } from '../problem.ts'

const nodeDuplicate = defineRule('node-address-duplicate', 'error', {
  title: 'two nodes have one address',
  why: 'Both nodes would lose their connections at random.',
  remedy: 'Give each node an address of its own.',
})

/** Also reported for an app that reserves the address of a machine. */
export const addressCollision = defineRule('address-collision', 'error', {
  title: 'two of these have one address: node, gateway, virtual address, other machine, app',
  why: 'Both lose their connections at random.',
  remedy: 'Choose a free address.',
})

const dnsDuplicate = defineRule('dns-duplicate', 'warning', {
  title: 'a DNS server is listed twice',
  why: 'The second entry does nothing.',
  remedy: 'Remove one.',
})

const inPool = defineRule('address-in-pool', 'error', {
  title: 'a host has an address of the service pool',
  why: 'A Service would be given an address that a host has.',
  remedy: 'Shrink the pool, or move the host.',
})

const dnsInCluster = defineRule('dns-in-cluster', 'warning', {
  title: 'a DNS server has an address of the service pool',
  why: 'Nodes need DNS to start the cluster that would serve it.',
  remedy: 'Use a DNS server outside the cluster.',
})

export const collisionRules = [nodeDuplicate, addressCollision, dnsDuplicate, inPool, dnsInCluster]

/** No two hosts share an address, and the pool holds none that belongs to a host. */
export function checkAddressCollisions(register: AddressRegister): Problem[] {
  const hosts = register.entries.filter(({ kind }) => kind !== 'dns')
  const dns = register.entries.filter(({ kind }) => kind === 'dns')
  return [
    ...duplicates(hosts, addressKey, shared),
    ...duplicates(dns, addressKey, (entry) =>
      dnsDuplicate.problem(entry.saidAt, `${quote(entry.text)} is listed twice`),
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
    return nodeDuplicate.problem(later.saidAt, message)
  }
  return addressCollision.problem(later.saidAt, message, `Give ${later.owner} a free address.`)
}

function checkPool(entry: AddressEntry, register: AddressRegister): Problem[] {
  const pool = register.poolOf(entry.address)
  if (!pool) return []
  const message = `${quote(entry.text)} lies in the service pool ${formatRange(pool.range)}`
  if (entry.kind === 'dns') {
    const remedy =
      'Let the nodes ask a DNS server outside the cluster, or they cannot pull the images to start this one.'
    return [dnsInCluster.problem(entry.saidAt, message, remedy)]
  }
  const remedy = `Shrink the pool or move ${entry.owner}: the load balancer would give the address to a Service.`
  return [inPool.problem(entry.saidAt, message, remedy)]
}
