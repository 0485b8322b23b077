/** Addresses of one node cluster, all of them from 198.18.0.0/15. */
export interface SlotNetwork {
  /** This machine's end of the link. */
  readonly machine: string
  /** The node's end; its InternalIP. */
  readonly node: string
  readonly linkPrefix: number
  readonly serviceCidr: string
  /** The first of them, which the Service `kubernetes` gets. */
  readonly firstService: string
  readonly dnsService: string
  /** For LoadBalancer Services; the first goes to those that ask for none. */
  readonly loadBalancerCidr: string
  readonly firstLoadBalancer: string
  readonly podCidr: string
  /** Name of the link on this machine, at most 15 bytes. */
  readonly link: string
}

/** Highest slot number; so many node clusters can run at once. */
export const lastSlot = 62

/**
 * Addresses of slot `number` (1 to 62). 198.18.0.0/15 is set aside for benchmarks, so that nothing at home or at work
 * uses it, and each slot has its own part of it: the machine routes to pods and services of all of them at once.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2544
 */
export function slotNetwork(number: number): SlotNetwork {
  if (!Number.isInteger(number) || number < 1 || number > lastSlot) {
    throw new Error(`slot ${number} does not exist; there are slots 1 to ${lastSlot}`)
  }
  const services = `198.18.${64 + number}`
  const balancers = `198.18.${128 + number}`
  return {
    machine: `198.18.${number}.1`,
    node: `198.18.${number}.2`,
    linkPrefix: 30,
    serviceCidr: `${services}.0/24`,
    firstService: `${services}.1`,
    dnsService: `${services}.10`,
    loadBalancerCidr: `${balancers}.0/24`,
    firstLoadBalancer: `${balancers}.1`,
    podCidr: `198.19.${number}.0/24`,
    link: `ainur${number}`,
  }
}
