import type { Problem } from '../../finding/rule.ts'
import { defineRule } from '../../finding/rule.ts'
import { type AddressUse, addressPlan } from '../address-plan.ts'
import { contains, formatRange, parseRange } from '../addresses.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import type { Draft } from '../draft.ts'
import { duplicates, quote } from '../problem.ts'

const nodeDuplicate = defineRule({
  id: 'node-address-duplicate',
  severity: 'error',
  title: 'two nodes have one address',
  why: 'Both nodes would lose their connections at random.',
  remedy: 'Give each node an address of its own.',
})

const appDuplicate = defineRule({
  id: 'app-address-duplicate',
  severity: 'error',
  title: 'two apps have one address',
  why: 'The second Service would stay pending.',
  remedy: 'Give each app an address of its own.',
})

const collision = defineRule({
  id: 'address-collision',
  severity: 'error',
  title: 'a node, the gateway, the virtual address or an app have one address',
  why: 'Both lose their connections at random.',
  remedy: 'Choose a free address.',
})

const dnsDuplicate = defineRule({
  id: 'dns-duplicate',
  severity: 'warning',
  title: 'a DNS server is listed twice',
  why: 'The second entry does nothing.',
  remedy: 'Remove one.',
})

const inPool = defineRule({
  id: 'address-in-pool',
  severity: 'error',
  title: 'a host has an address of the service pool',
  why: 'A Service would be given an address that a host has.',
  remedy: 'Shrink the pool, or move the host.',
})

const dnsInCluster = defineRule({
  id: 'dns-in-cluster',
  severity: 'warning',
  title: 'a DNS server has an address of the service pool',
  why: 'Nodes need DNS to start the cluster that would serve it.',
  remedy: 'Use a DNS server outside.',
})

/** No two hosts share an address, and the pool holds none that belongs to a host. */
export const checkAddressCollisions: DefinitionCheck = {
  rules: [nodeDuplicate, appDuplicate, collision, dnsDuplicate, inPool, dnsInCluster],
  run(draft) {
    const plan = addressPlan(draft)
    const hosts = plan.filter(({ holder }) => holder !== 'dns')
    const dns = plan.filter(({ holder }) => holder === 'dns')
    return [
      ...duplicates(hosts, addressKey, shared),
      ...duplicates(dns, addressKey, (use) => dnsDuplicate.problem(use.path, `${quote(use.text)} is listed twice`)),
      ...checkPool(plan, draft),
    ]
  },
}

function addressKey({ address }: AddressUse): string | undefined {
  return address === undefined ? undefined : String(address)
}

function shared(later: AddressUse, earlier: AddressUse): Problem {
  const message = `${quote(later.text)} belongs to ${earlier.who} already (${earlier.path})`
  if (later.holder === 'node' && earlier.holder === 'node') {
    return nodeDuplicate.problem(later.path, message)
  }
  if (later.holder === 'app' && earlier.holder === 'app') {
    return appDuplicate.problem(later.path, message)
  }
  return collision.problem(later.path, message, `Give ${later.who} a free address.`)
}

function checkPool(plan: readonly AddressUse[], draft: Draft): Problem[] {
  const range = parseRange(draft.network?.servicePool)
  if (!range) return []
  return plan.flatMap((use) => {
    if (use.holder === 'app' || use.address === undefined || !contains(range, use.address)) return []
    const message = `${quote(use.text)} lies in the service pool ${formatRange(range)}`
    if (use.holder === 'dns') {
      const remedy =
        'Let the nodes ask a DNS server outside the cluster, or they cannot pull the images to start this one.'
      return [dnsInCluster.problem(use.path, message, remedy)]
    }
    const remedy = `Shrink the pool or move ${use.who}: kube-vip would give the address to a Service.`
    return [inPool.problem(use.path, message, remedy)]
  })
}
