import { groupOf } from './group-of.ts'
import type { KubeObject } from './rendered-object.ts'
import { asMap, asText, asTexts } from './shape.ts'

/** An address that a Service asks for, as it is written: it need not be one. */
export interface RequestedAddress {
  readonly address: string
  readonly path: string
  /** Whether a load balancer is asked for it, out of its pool; else the nodes take it as it is. */
  readonly fromPool: boolean
}

/**
 * Annotations that ask a load balancer for addresses, separated by commas.
 *
 * @see https://kube-vip.io/docs/usage/kubernetes-services/
 * @see https://metallb.io/usage/#requesting-specific-ips
 * @see https://docs.cilium.io/en/stable/network/lb-ipam/#requesting-ips
 */
const fixedAddress =
  /^(kube-vip\.io\/loadbalancerIPs|metallb\.(universe\.tf|io)\/loadBalancerIPs|(io\.cilium|lbipam\.cilium\.io)\/(lb-ipam-)?ips)$/

/** Addresses that `object` asks for by itself: those of a load balancer only where its type is LoadBalancer. */
export function requestedAddresses(object: KubeObject): RequestedAddress[] {
  if (groupOf(object.apiVersion) !== '' || object.kind !== 'Service') return []
  const { type, loadBalancerIP, externalIPs } = asMap(object.spec)
  const balanced =
    type === 'LoadBalancer'
      ? [
          ...Object.entries(asMap(object.metadata.annotations))
            .filter(([key]) => fixedAddress.test(key))
            .flatMap(([key, value]) =>
              (asText(value) ?? '')
                .split(',')
                .map((address) => ({ address, path: `metadata.annotations["${key}"]`, fromPool: true })),
            ),
          { address: asText(loadBalancerIP) ?? '', path: 'spec.loadBalancerIP', fromPool: true },
        ]
      : []
  const external = asTexts(externalIPs).map((address, index) => ({
    address,
    path: `spec.externalIPs[${index}]`,
    fromPool: false,
  }))
  return [...balanced, ...external]
    .map((each) => ({ ...each, address: each.address.trim() }))
    .filter(({ address }) => address !== '')
}
