import { type DistributionId, distributionOf } from '../../distribution/distributions.ts'
import { defineRule, type Problem } from '../../finding/rule.ts'
import { isIPv6, overlap, parseSubnet, type Subnet } from '../addresses.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { quote } from '../problem.ts'

const invalid = defineRule('subnet-invalid', 'error', {
  title: '`network.subnet` is not an IPv4 network',
  why: 'The addresses of nodes cannot be checked.',
  remedy: 'Write it in CIDR notation.',
})

const hostBits = defineRule('subnet-host-bits', 'error', {
  title: '`network.subnet` is an address inside a network',
  why: 'It names one address of a network: a typing mistake in one of the two.',
  remedy: 'Take the network suggested.',
})

const size = defineRule('subnet-size', 'error', {
  title: '`network.subnet` is too large or too small',
  why: 'No LAN is larger than /8, and no cluster fits below /29.',
  remedy: 'Use the netmask of your LAN, mostly 24.',
})

const publicSubnet = defineRule('subnet-public', 'warning', {
  title: '`network.subnet` is a public network',
  why: 'Traffic for the true owner of the addresses would stay in your LAN.',
  remedy: 'Use a private network unless these addresses are yours.',
})

const clusterNetwork = defineRule('subnet-cluster-network', 'error', {
  title: '`network.subnet` overlaps the network of pods or Services',
  why: 'Pods could not tell the LAN from their own network.',
  remedy: 'Move the LAN to another network, e.g. "192.168.20.0/24".',
})

const path = 'network.subnet'
/** RFC 1918, and RFC 6598 which some providers hand out. */
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']

/** The LAN must be a network that can hold the nodes and does not overlap those of pods and Services. */
export const checkSubnet: DefinitionCheck = {
  rules: [invalid, hostBits, size, publicSubnet, clusterNetwork],
  run(draft) {
    const text = draft.network?.subnet
    if (text === undefined) return []
    const subnet = parseSubnet(text)
    if (subnet?.family !== 4) return [notASubnet(text)]
    const remedy = `Write "${subnet.cidr}".`
    const problems: Problem[] = []
    if (text !== subnet.cidr) {
      const message = `${quote(text)} is an address inside a network; allowed is the network itself`
      problems.push(hostBits.problem(path, message, remedy))
    }
    if (subnet.prefix < 8 || subnet.prefix > 29) {
      const message = `${quote(text)} has a prefix of ${subnet.prefix}; allowed are 8 to 29`
      problems.push(size.problem(path, message))
    }
    return [...problems, ...overlaps(text, subnet, draft.kubernetes?.distribution)]
  },
}

function notASubnet(text: string): Problem {
  const remedy = 'Write it like "192.168.20.0/24".'
  if (isIPv6(text)) return invalid.problem(path, `${quote(text)} is IPv6; allowed is an IPv4 network`, remedy)
  return invalid.problem(path, `${quote(text)} is not an IPv4 network in CIDR notation`, remedy)
}

function overlaps(text: string, subnet: Subnet, distribution: DistributionId | undefined): Problem[] {
  const { title, networks } = distribution ? distributionOf(distribution) : {}
  const taken = Object.values(networks ?? {}).find((cidr) => touches(subnet, cidr))
  if (taken) {
    const message = `${quote(text)} overlaps ${taken}, which ${title} uses for pods or Services`
    return [clusterNetwork.problem(path, message)]
  }
  if (privateNetworks.some((cidr) => inside(subnet, cidr))) return []
  const message = `${quote(text)} is a public network; allowed are ${privateNetworks.join(', ')}`
  return [publicSubnet.problem(path, message)]
}

function touches(subnet: Subnet, cidr: string): boolean {
  const other = parseSubnet(cidr)
  return other !== undefined && overlap(subnet, other)
}

function inside(subnet: Subnet, cidr: string): boolean {
  const other = parseSubnet(cidr)
  return other !== undefined && other.first <= subnet.first && subnet.last <= other.last
}
