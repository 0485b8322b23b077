import { isKnownAnnotation } from '../known-systems/known-systems.ts'
import { commaList } from '../text/comma-list.ts'
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

/** Addresses that `object` asks for by itself: those of a load balancer only where its type is LoadBalancer. */
export function requestedAddresses(object: KubeObject): RequestedAddress[] {
  if (groupOf(object.apiVersion) !== '' || object.kind !== 'Service') return []
  const { type, loadBalancerIP, externalIPs } = asMap(object.spec)
  const balanced =
    type === 'LoadBalancer'
      ? [
          ...Object.entries(asMap(object.metadata.annotations))
            .filter(([key]) => isKnownAnnotation(key, ({ service }) => service?.addresses))
            .flatMap(([key, value]) =>
              commaList(asText(value)).map((address) => ({
                address,
                path: `metadata.annotations["${key}"]`,
                fromPool: true,
              })),
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
