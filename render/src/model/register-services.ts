import type { AddressEntry, AddressRegister } from '@ainur/constructs'
import { parseAddress } from '@ainur/constructs/addresses'
import { objectRef } from './object-ref.ts'
import type { RenderedObject } from './rendered-object.ts'
import { requestedAddresses } from './requested-addresses.ts'
import { asMap, asMaps } from './shape.ts'

/** `register` with the addresses that Services of the tree ask for. */
export function registerServices(register: AddressRegister, objects: readonly RenderedObject[]): AddressRegister {
  return register.with(
    objects.flatMap(({ app, object }) =>
      requestedAddresses(object).map(({ address, path }): AddressEntry => {
        const { namespace = '', name } = object.metadata
        const ports = asMaps(asMap(object.spec).ports).map(({ port, protocol }) => `${port}/${protocol ?? 'TCP'}`)
        return {
          text: address,
          address: parseAddress(address),
          kind: 'service',
          owner: `Service ${namespace}/${name} (${[...new Set(ports)].join(', ')})`,
          saidAt: path,
          app,
          object: objectRef(object),
        }
      }),
    ),
  )
}
