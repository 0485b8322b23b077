import { describeObject, type Finding, formatRange, parseAddress } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import { objectRef } from '../model/object-ref.ts'
import type { KubeObject, RenderedObject } from '../model/rendered-object.ts'
import type { Check, Rendering } from '../model/rendering.ts'
import { type RequestedAddress, requestedAddresses } from '../model/requested-addresses.ts'
import { asMap, asMaps } from '../model/shape.ts'

const addressNotFixed = defineRule('address-not-fixed', 'error', {
  title: 'a LoadBalancer Service asks for no address',
  why: 'No address is handed out unasked: the Service stays pending, and Argo CD waits for it.',
  remedy: 'ask the load balancer for a fixed address of the pool: serviceFields(this, address)',
})

const addressInvalid = defineRule('address-invalid', 'error', {
  title: 'a Service asks for something that is not an IP address',
  why: 'The load balancer ignores it, and the Service stays pending.',
  remedy: 'Write an address of the pool.',
})

const addressOutsidePool = defineRule('address-outside-pool', 'error', {
  title: 'a Service asks for an address that is not in `network.servicePool`',
  why: 'Nothing hands the address out, and the Service stays pending.',
  remedy: 'take an address of the pool, or widen network.servicePool in the definition',
})

const addressCollision = defineRule('address-collision', 'error', {
  title:
    'a Service asks for the address of a node, the virtual address, the gateway, a DNS server, a machine outside the cluster, another app, or of another Service with the same port',
  why: 'Two owners of one address answer in turns.',
  remedy: 'Take a free address of `network.servicePool`.',
})

const addressShared = defineRule('address-shared', 'warning', {
  title: 'two Services ask for one address on different ports',
  why: 'It works only as long as both sit on the same node.',
  remedy: 'give each Service an address of its own, or put their ports into one Service',
})

interface AddressRequest extends RequestedAddress {
  readonly app: string
  readonly object: KubeObject
  /** `443/TCP` */
  readonly ports: readonly string[]
}

/** Addresses that Services request lie in the pool and belong to nobody else. */
export const addressesCheck: Check = {
  rules: [addressNotFixed, addressInvalid, addressOutsidePool, addressCollision, addressShared],
  run(rendering) {
    const services = rendering.objects.filter(
      ({ object: { apiVersion, kind } }) => apiVersion === 'v1' && kind === 'Service',
    )
    const requests = services.flatMap(requestsOf)
    return [
      ...services.flatMap(unfixed),
      ...requests.flatMap((request) => [...outside(request, rendering), ...taken(request, rendering)]),
      ...requests.flatMap((request, index) => requests.slice(0, index).flatMap((earlier) => shared(request, earlier))),
    ]
  },
}

function requestsOf({ app, object }: RenderedObject): AddressRequest[] {
  const ports = asMaps(asMap(object.spec).ports).map((item) => `${item.port}/${item.protocol ?? 'TCP'}`)
  return requestedAddresses(object).map((requested) => ({ app, object, ports, ...requested }))
}

function unfixed(service: RenderedObject): Finding[] {
  const { object } = service
  if (asMap(object.spec).type !== 'LoadBalancer' || requestsOf(service).length > 0) return []
  const message =
    'a LoadBalancer Service that asks for no address stays pending, and Argo CD waits for it: none is handed out unasked'
  return [addressNotFixed.finding(objectRef(object), 'spec.type', message)]
}

function outside({ object, path, address, fromPool }: AddressRequest, { addresses }: Rendering): Finding[] {
  const pools = addresses.pools.map(({ range }) => formatRange(range)).join(', ')
  if (!parseAddress(address)) {
    const message = `"${address}" is not an IP address`
    return [addressInvalid.finding(objectRef(object), path, message, `write one of ${pools}`)]
  }
  if (!fromPool || addresses.poolOf(address)) return []
  return [addressOutsidePool.finding(objectRef(object), path, `"${address}" is outside the service pool, ${pools}`)]
}

/** Addresses of the definition and of other apps. The Service of an app that reserved one may be in no file of the tree. */
function taken({ app, object, path, address }: AddressRequest, { addresses }: Rendering): Finding[] {
  return addresses
    .ownersOf(address)
    .filter((entry) => !entry.object && entry.app !== app)
    .map(({ owner, saidAt }) =>
      addressCollision.finding(
        objectRef(object),
        path,
        `"${address}" already belongs to ${owner} (${saidAt}); two owners of one address answer in turns`,
        'take a free address of network.servicePool',
      ),
    )
}

function shared(request: AddressRequest, earlier: AddressRequest): Finding[] {
  if (request.address !== earlier.address || request.object === earlier.object) return []
  const ports = request.ports.filter((port) => earlier.ports.includes(port))
  const other = describeObject(objectRef(earlier.object))
  return [
    ports.length > 0
      ? addressCollision.finding(
          objectRef(request.object),
          request.path,
          `"${request.address}" is wanted by ${other} too, with the same port (${ports.join(', ')})`,
          'give each Service an address of its own',
        )
      : addressShared.finding(
          objectRef(request.object),
          request.path,
          `"${request.address}" is wanted by ${other} too, on other ports`,
        ),
  ]
}
