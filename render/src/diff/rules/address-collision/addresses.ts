import { formatAddress, parseAddress } from '@ainur/constructs/addresses'
import { isKnownAnnotation, knownSystems } from '../../../known-systems/known-systems.ts'
import type { TreeIndex } from '../../../layout/tree-index.ts'
import { requestedAddresses } from '../../../model/requested-addresses.ts'
import { asMap, asMaps, asText, specOf } from '../../../model/shape.ts'
import type { Tree, TreeObject } from '../../model.ts'

/** Something that has an address or a host to itself. */
export interface AddressUse {
  /** `192.168.20.200`, or `host/path` of a route. */
  readonly address: string
  readonly path: string
  /** The object that has it. @default none: the definition names the address, or an app reserved it */
  readonly object?: TreeObject
  readonly holder: string
  /** Ports of a Service: two that share an address on purpose need different ones. */
  readonly ports: readonly string[]
  /** Services with the same key share an address on purpose. */
  readonly sharing?: string
  /** What answers for a route; routes of different doors never meet. */
  readonly door?: Door
}

/** Where a proxy listens for a route, as far as the route says. */
interface Door {
  /** @default that of the default class: meets every other */
  readonly className?: string
  /** Names of the listeners that it is bound to. @default all of them */
  readonly listeners?: readonly string[]
  /** An exact path goes before a prefix of the same text: there is no chance in that. */
  readonly exact: boolean
}

/** Addresses that an object asks for by itself. */
export function usesOf(object: TreeObject): AddressUse[] {
  const spec = specOf(object.value)
  const holder = `${object.ref.kind} ${object.ref.namespace ? `${object.ref.namespace}/` : ''}${object.ref.name}`
  const kind = `${object.group}/${object.ref.kind}`
  if (kind === '/Service') {
    const ports = asMaps(spec.ports).map(({ port, protocol }) => `${port}/${asText(protocol) ?? 'TCP'}`)
    const annotations = Object.entries(asMap(object.value.metadata.annotations))
    const sharing = annotations.find(([key]) => isKnownAnnotation(key, ({ service }) => service?.sharing))?.[1]
    const use = (address: string, path: string): AddressUse => ({
      address: shortest(address),
      path,
      object,
      holder,
      ports,
      ...(typeof sharing === 'string' && { sharing }),
    })
    const cluster = asText(spec.clusterIP)
    const all = [
      ...requestedAddresses(object.value).map(({ address, path }) => use(address, path)),
      ...(cluster && cluster !== 'None' ? [use(cluster, 'spec.clusterIP')] : []),
    ]
    // 0.0.0.0 asks for whichever address the DHCP server gives.
    return [
      ...new Map(
        all.filter(({ address }) => address !== '' && address !== '0.0.0.0').map((each) => [each.address, each]),
      ).values(),
    ]
  }
  if (kind === 'networking.k8s.io/Ingress') {
    const annotations = asMap(object.value.metadata.annotations)
    const className = asText(spec.ingressClassName) ?? asText(annotations['kubernetes.io/ingress.class'])
    const listeners = knownSystems.map((system) => system.ingress?.listeners?.(object.value)).find(Boolean)
    return asMaps(spec.rules).flatMap(({ host, http }, rule) =>
      asMaps(asMap(http).paths).map(
        ({ path, pathType }, index): AddressUse => ({
          address: `${asText(host) ?? '*'}${asText(path) ?? '/'}`,
          path: `spec.rules[${rule}].http.paths[${index}]`,
          object,
          holder,
          ports: [],
          door: { className, listeners, exact: pathType === 'Exact' },
        }),
      ),
    )
  }
  return []
}

/** One spelling for an address that has several; any other text stays as it is. */
function shortest(text: string): string {
  const address = parseAddress(text)
  return address ? formatAddress(address) : text
}

/** Whether one request could go to either: both are routes and nothing keeps them apart, or both are addresses. */
export function meet({ door: a }: AddressUse, { door: b }: AddressUse): boolean {
  if (!a || !b) return a === b
  if (a.exact !== b.exact) return false
  if (a.className !== undefined && b.className !== undefined && a.className !== b.className) return false
  return !a.listeners || !b.listeners || a.listeners.some((each) => b.listeners?.includes(each))
}

/** Every use of one of `addresses` in a tree; parses only Services and Ingresses that mention one. */
export function usesOn(addresses: ReadonlySet<string>, tree: Tree): AddressUse[] {
  const words = new Set([...addresses].map((address) => address.split('/')[0] as string))
  const found = new Map<string, TreeObject>()
  for (const word of words) {
    for (const [group, kind] of [
      ['', 'Service'],
      ['networking.k8s.io', 'Ingress'],
    ] as const) {
      for (const object of word === '*' ? tree.ofKind(group, kind) : tree.mentioning(group, kind, word))
        found.set(object.id, object)
    }
  }
  return [...found.values()].flatMap(usesOf).filter(({ address }) => addresses.has(address))
}

/**
 * Who has which address by the index of the cluster that `object` is part of, its Services left out: the tree itself
 * says what these ask for.
 */
export function indexedUses({ file }: TreeObject, indexes: readonly TreeIndex[]): AddressUse[] {
  const folders = file.split('/').slice(0, -1)
  const index =
    indexes.find(({ cluster }) => folders.includes(cluster)) ?? (indexes.length === 1 ? indexes[0] : undefined)
  // A tree that was written by an older edition has none.
  return (index?.addresses ?? [])
    .filter(({ object, app }) => !object && !(app !== undefined && folders.includes(app)))
    .map(({ address, owner, saidAt }) => ({ address, path: '', holder: `${owner} (${saidAt})`, ports: [] }))
}
