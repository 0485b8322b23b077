import { describeObject, type Finding, formatRange, parseAddress } from '@ainur/constructs'
import { objectRef } from '../model/object-ref.ts'
import type { KubeObject, RenderedObject } from '../model/rendered-object.ts'
import type { Check, Rendering } from '../model/rendering.ts'
import { type RequestedAddress, requestedAddresses } from '../model/requested-addresses.ts'
import { asMap, asMaps } from '../model/shape.ts'
import { findingAbout } from './finding-about.ts'

interface Claim extends RequestedAddress {
  readonly app: string
  readonly object: KubeObject
  /** `443/TCP` */
  readonly ports: readonly string[]
}

/** Addresses that Services claim lie in the pool and belong to nobody else. */
export const addressesCheck: Check = {
  id: 'addresses',
  run(rendering) {
    const services = rendering.objects.filter(
      ({ object: { apiVersion, kind } }) => apiVersion === 'v1' && kind === 'Service',
    )
    const claims = services.flatMap(claimsOf)
    return [
      ...services.flatMap(unfixed),
      ...claims.flatMap((claim) => [...outside(claim, rendering), ...taken(claim, rendering)]),
      ...claims.flatMap((claim, index) => claims.slice(0, index).flatMap((earlier) => shared(claim, earlier))),
    ]
  },
}

function claimsOf({ app, object }: RenderedObject): Claim[] {
  const ports = asMaps(asMap(object.spec).ports).map((item) => `${item.port}/${item.protocol ?? 'TCP'}`)
  return requestedAddresses(object).map((requested) => ({ app, object, ports, ...requested }))
}

function unfixed(service: RenderedObject): Finding[] {
  const { object } = service
  if (asMap(object.spec).type !== 'LoadBalancer' || claimsOf(service).length > 0) return []
  return [
    findingAbout(
      object,
      'address-not-fixed',
      'error',
      'spec.type',
      'a LoadBalancer Service that asks for no address stays pending, and Argo CD waits for it: none is handed out unasked',
      'ask the load balancer for a fixed address of the pool: serviceFields(this, address)',
    ),
  ]
}

function outside({ object, path, address, fromPool }: Claim, { addresses }: Rendering): Finding[] {
  const pools = addresses.pools.map(({ range }) => formatRange(range)).join(', ')
  if (!parseAddress(address)) {
    const message = `"${address}" is not an IP address`
    return [findingAbout(object, 'address-invalid', 'error', path, message, `write one of ${pools}`)]
  }
  if (!fromPool || addresses.poolOf(address)) return []
  return [
    findingAbout(
      object,
      'address-outside-pool',
      'error',
      path,
      `"${address}" is outside the service pool, ${pools}`,
      'take an address of the pool, or widen network.servicePool in the definition',
    ),
  ]
}

/** What the definition or another app has. The Service of an app that claims one may stand in no file of the tree. */
function taken({ app, object, path, address }: Claim, { addresses }: Rendering): Finding[] {
  return addresses
    .ownersOf(address)
    .filter((entry) => !entry.object && entry.app !== app)
    .map(({ owner, saidAt }) =>
      findingAbout(
        object,
        'address-collision',
        'error',
        path,
        `"${address}" already belongs to ${owner} (${saidAt}); two owners of one address answer in turns`,
        'take a free address of network.servicePool',
      ),
    )
}

function shared(claim: Claim, earlier: Claim): Finding[] {
  if (claim.address !== earlier.address || claim.object === earlier.object) return []
  const ports = claim.ports.filter((port) => earlier.ports.includes(port))
  const other = describeObject(objectRef(earlier.object))
  return [
    ports.length > 0
      ? findingAbout(
          claim.object,
          'address-collision',
          'error',
          claim.path,
          `"${claim.address}" is claimed by ${other} too, with the same port (${ports.join(', ')})`,
          'give each Service an address of its own',
        )
      : findingAbout(
          claim.object,
          'address-shared',
          'warning',
          claim.path,
          `"${claim.address}" is claimed by ${other} too, on other ports`,
          'give each Service an address of its own, or put their ports into one Service',
        ),
  ]
}
