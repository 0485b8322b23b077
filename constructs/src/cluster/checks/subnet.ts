import { type DistributionId, distributionOf } from '../../distribution/distributions.ts'
import { isIPv6, overlap, parseSubnet, type Subnet } from '../addresses.ts'
import type { Draft } from '../draft.ts'
import { errorRule, type Problem, quote, warningRule } from '../problem.ts'

const invalid = errorRule('subnet-invalid')
const hostBits = errorRule('subnet-host-bits')
const size = errorRule('subnet-size')
const publicSubnet = warningRule('subnet-public')
const clusterNetwork = errorRule('subnet-cluster-network')

const path = 'network.subnet'
/** RFC 1918, and RFC 6598 which some providers hand out. */
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']

/** The LAN must be a network that can hold the nodes and that pods can tell from their own. */
export function checkSubnet(draft: Draft): Problem[] {
  const text = draft.network?.subnet
  if (text === undefined) return []
  const subnet = parseSubnet(text)
  if (subnet?.family !== 4) return [notASubnet(text)]
  const remedy = `Write "${subnet.cidr}".`
  const problems: Problem[] = []
  if (text !== subnet.cidr) {
    problems.push(
      hostBits(path, `${quote(text)} is an address inside a network; allowed is the network itself`, remedy),
    )
  }
  if (subnet.prefix < 8 || subnet.prefix > 29) {
    const message = `${quote(text)} has a prefix of ${subnet.prefix}; allowed are 8 to 29`
    problems.push(size(path, message, 'Use the netmask of your LAN, mostly 24.'))
  }
  return [...problems, ...overlaps(text, subnet, draft.kubernetes?.distribution)]
}

function notASubnet(text: string): Problem {
  const remedy = 'Write it like "192.168.20.0/24".'
  if (isIPv6(text)) return invalid(path, `${quote(text)} is IPv6; allowed is an IPv4 network`, remedy)
  return invalid(path, `${quote(text)} is no IPv4 network in CIDR notation`, remedy)
}

function overlaps(text: string, subnet: Subnet, distribution: DistributionId | undefined): Problem[] {
  const { title, networks } = distribution ? distributionOf(distribution) : {}
  const taken = Object.values(networks ?? {}).find((cidr) => touches(subnet, cidr))
  if (taken) {
    const message = `${quote(text)} overlaps ${taken}, which ${title} uses for pods or Services`
    return [clusterNetwork(path, message, 'Move the LAN to another network, e.g. "192.168.20.0/24".')]
  }
  if (privateNetworks.some((cidr) => inside(subnet, cidr))) return []
  const message = `${quote(text)} is a public network; allowed are ${privateNetworks.join(', ')}`
  return [publicSubnet(path, message, 'Use a private network unless these addresses are yours.')]
}

function touches(subnet: Subnet, cidr: string): boolean {
  const other = parseSubnet(cidr)
  return other !== undefined && overlap(subnet, other)
}

function inside(subnet: Subnet, cidr: string): boolean {
  const other = parseSubnet(cidr)
  return other !== undefined && other.first <= subnet.first && subnet.last <= other.last
}
