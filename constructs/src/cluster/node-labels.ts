import { domainLabels, domainPrefix } from './failure-domains.ts'
import type { ClusterNode } from './node-types.ts'

const capabilityPrefix = 'ainur.tools/'

/** Label that nodes with `capability` carry, with the value `true`. */
export function capabilityLabel(capability: string): string {
  return `${capabilityPrefix}${capability}`
}

/** All labels that `node` carries in the cluster, whoever sets them. */
export function nodeLabels(node: ClusterNode): Record<string, string> {
  return {
    ...domainLabels(node),
    ...node.labels,
    ...node.adminLabels,
    ...Object.fromEntries(node.capabilities.map((capability) => [capabilityLabel(capability), 'true'])),
    'kubernetes.io/arch': node.hardware.architecture,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/hostname': node.name,
    'node.kubernetes.io/instance-type': node.instanceType ?? node.hardware.id,
    ...(node.role === 'server' && { 'node-role.kubernetes.io/control-plane': 'true' }),
  }
}

const reserved = new Set([
  'kubernetes.io/arch',
  'kubernetes.io/os',
  'kubernetes.io/hostname',
  'node.kubernetes.io/instance-type',
  'node-role.kubernetes.io/control-plane',
])

/** Whether the definition itself decides about the label `key`, so that an author cannot. */
export function isReservedLabel(key: string): boolean {
  return reserved.has(key) || key.startsWith(capabilityPrefix) || key.startsWith(domainPrefix)
}

const kubeletKeys = new Set([
  'kubernetes.io/arch',
  'kubernetes.io/os',
  'kubernetes.io/hostname',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/instance-type',
  'node.kubernetes.io/instance-type',
])

/**
 * Whether a node may give itself the label `key` when it joins. The others an administrator must set through the API; a
 * k3s agent that is told to set one exits.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction
 */
export function kubeletMaySet(key: string): boolean {
  const prefix = key.includes('/') ? key.slice(0, key.indexOf('/')) : ''
  if (!within(prefix, 'kubernetes.io') && !within(prefix, 'k8s.io')) return true
  return kubeletKeys.has(key) || within(prefix, 'kubelet.kubernetes.io') || within(prefix, 'node.kubernetes.io')
}

function within(prefix: string, domain: string): boolean {
  return prefix === domain || prefix.endsWith(`.${domain}`)
}
