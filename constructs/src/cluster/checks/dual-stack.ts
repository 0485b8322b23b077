import { distributionOf } from '../../distribution/distributions.ts'
import { defineRule, type Problem } from '../../finding/rule.ts'
import { contains, isIPv6, overlap, parseAddress, parseSubnet, type Subnet } from '../addresses.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { type Draft, nodesOf } from '../draft.ts'
import { quote } from '../problem.ts'

const unsupported = defineRule('dual-stack-unsupported', 'error', {
  title: '`network.ipv6` is set, but the distribution cannot be set up for it',
  why: 'Half a dual-stack cluster is worse than none: pods would have addresses that nothing routes.',
  remedy: 'Use k3s, or leave network.ipv6 out.',
})

const subnetInvalid = defineRule('ipv6-subnet-invalid', 'error', {
  title: 'a network in `network.ipv6` is not an IPv6 network',
  why: 'The addresses of nodes cannot be checked, or k3s would not start.',
  remedy: 'Write it like "fd00:20::/64".',
})

const overlapping = defineRule('ipv6-networks-overlap', 'error', {
  title: 'two of the networks in `network.ipv6` overlap',
  why: 'Pods could not tell the LAN, other pods and Services apart.',
  remedy: 'Choose networks that do not overlap.',
})

const addressInvalid = defineRule('ipv6-address-invalid', 'error', {
  title: 'an IPv6 address is malformed, or outside `network.ipv6.subnet`',
  why: 'Nobody on the LAN could reach it; link-local addresses differ from interface to interface.',
  remedy: 'Write an address of network.ipv6.subnet.',
})

const addressMissing = defineRule('ipv6-address-missing', 'error', {
  title: 'a node has no `address6` in a dual-stack cluster, or one in a cluster that is not',
  why: 'A node does not find out its second address by itself on k3s: all nodes have one, or none.',
  remedy: 'Add address6 to every node, or leave network.ipv6 out.',
})

/** IPv6 beside IPv4, as far as the distribution can; a reason where it cannot. */
export const checkDualStack: DefinitionCheck = {
  rules: [unsupported, subnetInvalid, overlapping, addressInvalid, addressMissing],
  run(draft) {
    const ipv6 = draft.network?.ipv6
    if (!ipv6) return 'ipv6' in (draft.network ?? {}) ? [] : withoutNetwork(draft)
    return [...checkDistribution(draft), ...checkNetworks(draft), ...checkAddresses(draft, parseSubnet(ipv6.subnet))]
  },
}

function withoutNetwork(draft: Draft): Problem[] {
  return nodesOf(draft).flatMap(({ value, path }) => {
    if (value.address6 === undefined) return []
    const message = `${quote(value.address6)} was given, but the cluster is IPv4 only`
    return [addressMissing.problem(`${path}.address6`, message, 'Remove it, or add network.ipv6.')]
  })
}

function checkDistribution({ kubernetes }: Draft): Problem[] {
  if (!kubernetes?.distribution) return []
  const { title, dualStack } = distributionOf(kubernetes.distribution)
  if (!('because' in dualStack)) return []
  return [unsupported.problem('network.ipv6', `IPv6 beside IPv4 was asked for, but on ${title} ${dualStack.because}`)]
}

function checkNetworks({ network, kubernetes }: Draft): Problem[] {
  const { subnet, pods, services } = network?.ipv6 ?? {}
  const given = Object.entries({ subnet, pods, services }).flatMap(([key, text]) =>
    text === undefined ? [] : [{ path: `network.ipv6.${key}`, text, network: parseSubnet(text) }],
  )
  const problems = given.flatMap(({ path, text, network }) => {
    if (network?.family === 6 && network.cidr === text) return []
    const remedy = network?.family === 6 ? `Write "${network.cidr}".` : undefined
    return [subnetInvalid.problem(path, `${quote(text)} is not an IPv6 network in CIDR notation`, remedy)]
  })
  if (problems.length > 0 || !kubernetes?.distribution) return problems
  const { dualStack } = distributionOf(kubernetes.distribution)
  const assumed = 'because' in dualStack ? {} : { pods: dualStack.pods, services: dualStack.services }
  const all = Object.entries({ subnet, pods: pods ?? assumed.pods, services: services ?? assumed.services }).flatMap(
    ([key, text]) => {
      const parsed = parseSubnet(text)
      return parsed ? [{ key, parsed }] : []
    },
  )
  return all.flatMap(({ key, parsed }, index) =>
    all.slice(0, index).flatMap((other) => {
      if (!overlap(parsed, other.parsed)) return []
      const message = `${parsed.cidr} overlaps ${other.parsed.cidr}, the network ${other.key}`
      return [overlapping.problem(`network.ipv6.${key}`, message)]
    }),
  )
}

function checkAddresses(draft: Draft, subnet: Subnet | undefined): Problem[] {
  const vip = draft.network?.ipv6?.controlPlaneVip
  return [
    ...(vip === undefined ? [] : checkAddress('network.ipv6.controlPlaneVip', vip, subnet)),
    ...nodesOf(draft).flatMap(({ value, path }) => {
      if (value.address6 !== undefined) return checkAddress(`${path}.address6`, value.address6, subnet)
      if ('address6' in value) return []
      const message = `nothing was given, but network.ipv6 makes a dual-stack cluster, in which every node has an IPv6 address`
      return [addressMissing.problem(`${path}.address6`, message)]
    }),
  ]
}

function checkAddress(path: string, text: string, subnet: Subnet | undefined): Problem[] {
  const address = isIPv6(text) ? parseAddress(text) : undefined
  if (!address)
    return [addressInvalid.problem(path, `${quote(text)} is not an IPv6 address`, 'Write it like "fd00:20::11".')]
  if (subnet?.family !== 6 || contains(subnet, address)) return []
  return [addressInvalid.problem(path, `${quote(text)} lies outside the subnet ${subnet.cidr}`)]
}
