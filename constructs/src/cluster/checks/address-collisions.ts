import { type AddressUse, addressPlan } from '../address-plan.ts'
import { contains, formatRange, parseRange } from '../addresses.ts'
import type { Draft } from '../draft.ts'
import { duplicates, errorRule, type Problem, quote, warningRule } from '../problem.ts'

const nodeDuplicate = errorRule('node-address-duplicate')
const appDuplicate = errorRule('app-address-duplicate')
const collision = errorRule('address-collision')
const dnsDuplicate = warningRule('dns-duplicate')
const inPool = errorRule('address-in-pool')
const dnsInCluster = warningRule('dns-in-cluster')

/** No two hosts share an address, and the pool holds none that belongs to a host. */
export function checkAddressCollisions(draft: Draft): Problem[] {
  const plan = addressPlan(draft)
  const hosts = plan.filter(({ holder }) => holder !== 'dns')
  const dns = plan.filter(({ holder }) => holder === 'dns')
  return [
    ...duplicates(hosts, addressKey, shared),
    ...duplicates(dns, addressKey, (use) =>
      dnsDuplicate(use.path, `${quote(use.text)} is listed twice`, 'Remove one.'),
    ),
    ...checkPool(plan, draft),
  ]
}

function addressKey({ address }: AddressUse): string | undefined {
  return address === undefined ? undefined : String(address)
}

function shared(later: AddressUse, earlier: AddressUse): Problem {
  const message = `${quote(later.text)} belongs to ${earlier.who} already (${earlier.path})`
  if (later.holder === 'node' && earlier.holder === 'node') {
    return nodeDuplicate(later.path, message, 'Give each node an address of its own.')
  }
  if (later.holder === 'app' && earlier.holder === 'app') {
    return appDuplicate(later.path, message, 'Give each app an address of its own.')
  }
  return collision(later.path, message, `Give ${later.who} a free address.`)
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
      return [dnsInCluster(use.path, message, remedy)]
    }
    const remedy = `Shrink the pool or move ${use.who}: kube-vip would give the address to a Service.`
    return [inPool(use.path, message, remedy)]
  })
}
