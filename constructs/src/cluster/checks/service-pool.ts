import type { Problem } from '../../finding/rule.ts'
import { defineRule } from '../../finding/rule.ts'
import { addressPlan } from '../address-plan.ts'
import { contains, formatIPv4, formatRange, parseRange, parseSubnet } from '../addresses.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import type { Draft } from '../draft.ts'
import { quote } from '../problem.ts'

const invalid = defineRule({
  id: 'pool-invalid',
  severity: 'error',
  title: '`network.servicePool` is not a range of addresses',
  why: 'Services could not be given an address.',
  remedy: 'Write `from-to`, a CIDR or both ends.',
})

const reversed = defineRule({
  id: 'pool-reversed',
  severity: 'error',
  title: '`network.servicePool` ends before it begins',
  why: 'It holds no address.',
  remedy: 'Turn it round.',
})

const outside = defineRule({
  id: 'pool-outside-subnet',
  severity: 'error',
  title: '`network.servicePool` is outside `network.subnet`',
  why: 'Nobody on the LAN could reach these addresses.',
  remedy: 'Choose addresses of the subnet.',
})

const unusable = defineRule({
  id: 'pool-not-usable',
  severity: 'error',
  title: '`network.servicePool` holds the network or broadcast address',
  why: 'It holds the network or broadcast address.',
  remedy: 'Leave that out.',
})

const appOutside = defineRule({
  id: 'app-address-outside-pool',
  severity: 'error',
  title: 'an app has an address outside the service pool',
  why: 'kube-vip hands out addresses of the pool only.',
  remedy: 'Choose one of the pool.',
})

const path = 'network.servicePool'

/** The pool lies in the LAN, and all apps' fixed addresses in the pool. */
export const checkServicePool: DefinitionCheck = {
  rules: [invalid, reversed, outside, unusable, appOutside],
  run(draft) {
    const pool = draft.network?.servicePool
    // Of both ends, one may be missing: the shape says so already.
    if (pool === undefined || (typeof pool === 'object' && (pool.from === undefined || pool.to === undefined)))
      return []
    const range = parseRange(pool)
    if (!range) {
      const message = `${quote(pool)} is no range of IPv4 addresses; allowed are "from-to", a CIDR, or { from, to }`
      return [invalid.problem(path, message, `Write it as "${asRange(pool, draft)}".`)]
    }
    if (range.first > range.last) {
      const turned = formatRange({ first: range.last, last: range.first })
      return [reversed.problem(path, `${quote(pool)} ends before it begins`, `Write "${turned}".`)]
    }
    return [...checkPlace(pool, draft), ...checkApps(draft, range)]
  },
}

/** What was most likely meant: `192.168.1.200-220` means the first three numbers twice. Else an example in the LAN. */
function asRange(pool: unknown, draft: Draft): string {
  const [, from, network, end] = (typeof pool === 'string' && /^((.+\.)\d+)-(\d+)$/.exec(pool)) || []
  const meant = parseRange(`${from}-${network}${end}`)
  if (meant) return formatRange(meant)
  const subnet = parseSubnet(draft.network?.subnet)
  if (!subnet) return '192.168.20.200-192.168.20.219'
  return formatRange({ first: Math.max(subnet.first + 1, subnet.last - 20), last: subnet.last - 1 })
}

function checkPlace(pool: unknown, draft: Draft): Problem[] {
  const range = parseRange(draft.network?.servicePool)
  const subnet = parseSubnet(draft.network?.subnet)
  if (!range || !subnet) return []
  if (!contains(subnet, range.first) || !contains(subnet, range.last)) {
    const message = `${quote(pool)} does not lie in the subnet ${subnet.cidr}`
    return [outside.problem(path, message, `Choose free addresses of ${subnet.cidr}.`)]
  }
  if (range.first > subnet.first && range.last < subnet.last) return []
  const bad = range.first === subnet.first ? subnet.first : subnet.last
  const kind = bad === subnet.first ? 'network' : 'broadcast'
  const message = `${quote(pool)} holds ${formatIPv4(bad)}, the ${kind} address of ${subnet.cidr}, which no Service can have`
  const rest = { first: Math.max(range.first, subnet.first + 1), last: Math.min(range.last, subnet.last - 1) }
  const remedy = rest.first > rest.last ? 'Choose other addresses.' : `Write "${formatRange(rest)}".`
  return [unusable.problem(path, message, remedy)]
}

function checkApps(draft: Draft, range: { readonly first: number; readonly last: number }): Problem[] {
  return addressPlan(draft)
    .filter(({ holder, address }) => holder === 'app' && address !== undefined && !contains(range, address))
    .map((use) => {
      const message = `${quote(use.text)} lies outside the service pool ${formatRange(range)}`
      return appOutside.problem(
        use.path,
        message,
        `Give ${use.who} an address of the pool: kube-vip hands out no other.`,
      )
    })
}
