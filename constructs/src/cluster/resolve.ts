import parse from 'semver/functions/parse.js'
import { distributionOf } from '../distribution/distributions.ts'
import type { Finding } from '../finding/finding.ts'
import { endsOf } from './addresses.ts'
import { bootOf } from './boot.ts'
import type { Cluster, Network } from './cluster.ts'
import { datastoreOf } from './datastore.ts'
import { defaultTaints } from './default-taints.ts'
import { definedAddresses } from './defined-addresses.ts'
import { deepFreeze } from './freeze.ts'
import { hardwareModel } from './hardware/catalogue.ts'
import { nodeAllocatable } from './hardware/node-allocatable.ts'
import type { ClusterInput, NodeInput, PoolEnds } from './input.ts'
import { normaliseMac } from './mac.ts'
import type { BootMedium, ClusterNode, Disk } from './node-types.ts'
import { machineNamed } from './outside-machine.ts'
import { registryOf } from './registry.ts'

/** Fills in the defaults of a definition in which no check found an error. */
export function resolveCluster(input: ClusterInput, warnings: readonly Finding[]): Cluster {
  const { ipv6: _ipv6, ...network } = input.network
  const nodes = input.nodes.map((node) => resolveNode(node, input))
  const machines = (input.machines ?? []).map((machine) => ({ ...machine, ...macOf(machine.mac) }))
  const version = parse(input.kubernetes.version)
  return deepFreeze<Cluster>({
    name: input.name,
    domain: input.domain,
    git: { url: input.git.url, branch: input.git.branch ?? 'main', path: input.git.path ?? `dist/${input.name}` },
    kubernetes: { ...input.kubernetes, minor: `${version?.major}.${version?.minor}` },
    network: {
      ...network,
      interface: input.network.interface,
      servicePool: poolsOf(input, 4),
      ...ipv6Of(input),
    },
    nodes,
    machines,
    identity: {
      admins: input.identity.admins,
      groups: input.identity.groups ?? {},
      connectors: input.identity.connectors ?? [],
      users: input.identity.users ?? [],
    },
    registry: input.registry ?? registryOf(input.git.url) ?? '',
    registries: input.registries ?? {},
    architectures: [...new Set(nodes.map((node) => node.hardware.architecture))].sort(),
    warnings,
    host: (label) => `${label}.${input.domain}`,
    nodesWith: (capability) => nodes.filter((node) => node.capabilities.includes(capability)),
    machine: (name) => machineNamed(machines, name),
  })
}

function resolveNode(node: NodeInput, cluster: ClusterInput): ClusterNode {
  const hardware = hardwareModel(node.hardware, node.machine)
  const boot = bootOf(node)
  const disks = (node.disks ?? []).map((disk) => ({ ...disk, id: disk.id.replace(/^\/dev\/disk\/by-id\//, '') }))
  return {
    name: node.name,
    hardware,
    role: node.role,
    address: node.address,
    ...(node.address6 && { address6: node.address6 }),
    ...(node.host && { host: node.host }),
    failureDomains: domainsOf(node, cluster.nodes),
    ...macOf(node.mac),
    boot,
    disks,
    labels: node.labels ?? {},
    adminLabels: node.adminLabels ?? {},
    ...(node.instanceType && { instanceType: node.instanceType }),
    interfaces: (node.interfaces ?? []).map((each) => ({ ...each, ...macOf(each.mac) })),
    taints: node.taints ?? defaultTaints(node.role, cluster.kubernetes.distribution),
    allocatable: nodeAllocatable({
      hardware,
      role: node.role,
      serverTakes: distributionOf(cluster.kubernetes.distribution).server.takes[datastoreOf(cluster)],
      disks,
      diskless: boot === 'netboot',
      override: node.allocatable,
    }),
    capabilities: capabilitiesOf(node, boot, disks),
  }
}

function ipv6Of(input: ClusterInput): Pick<Network, 'ipv6'> {
  const { network, kubernetes } = input
  const { dualStack } = distributionOf(kubernetes.distribution)
  if (!network.ipv6 || 'because' in dualStack) return {}
  const { subnet, controlPlaneVip, pods = dualStack.pods, services = dualStack.services } = network.ipv6
  const servicePool = poolsOf(input, 6)
  return { ipv6: { subnet, ...(controlPlaneVip && { controlPlaneVip }), pods, services, servicePool } }
}

function poolsOf(input: ClusterInput, family: 4 | 6): PoolEnds[] {
  return definedAddresses(input)
    .pools.filter(({ range }) => range.family === family)
    .map(({ range, routed }) => ({ ...endsOf(range), ...(routed && { routed }) }))
}

function macOf(text: string | undefined): { readonly mac?: string } {
  const mac = normaliseMac(text)
  return mac ? { mac } : {}
}

/** The domains of `node`, for each kind that any of `nodes` names. Without one of its own, it is alone in a domain. */
function domainsOf(node: NodeInput, nodes: readonly NodeInput[]): Record<string, string> {
  const said = ({ host, failureDomains }: NodeInput) => ({ ...failureDomains, ...(host && { host }) })
  const kinds = [...new Set(nodes.flatMap((each) => Object.keys(said(each))))].sort()
  return { ...Object.fromEntries(kinds.map((kind) => [kind, node.name])), ...said(node) }
}

function capabilitiesOf(node: NodeInput, boot: BootMedium, disks: readonly Disk[]): string[] {
  const derived = [
    ...disks.map((disk) => disk.kind),
    ...(node.poe ? ['poe'] : []),
    ...(boot === 'netboot' ? ['netboot'] : []),
    ...(disks.some((disk) => disk.purpose === 'storage') ? ['storage'] : []),
  ]
  return [...new Set([...derived, ...(node.capabilities ?? [])])].sort()
}
