import type { ClusterNode } from './node-types.ts'

/** Nodes that fail together when one thing breaks: the machine that they run on, a switch, a power supply, a shelf. */
export interface FailureDomain {
  /** `host`, or the word that the definition uses: `switch`. */
  readonly kind: string
  readonly name: string
  /** Names of at least two nodes. */
  readonly nodes: readonly string[]
}

const wellKnown: Readonly<Record<string, string>> = {
  zone: 'topology.kubernetes.io/zone',
  region: 'topology.kubernetes.io/region',
}
/** Prefix of the labels of all kinds of domains but zones and regions. */
export const domainPrefix = 'topology.ainur.tools/'

/** Key of the label that tells the domains of a kind apart: Kubernetes' own for a zone or region. */
export function domainLabel(kind: string): string {
  return wellKnown[kind] ?? `${domainPrefix}${kind}`
}

/** Labels that say in which domains `node` is. The zone, at which Longhorn looks too, is the host unless said otherwise. */
export function domainLabels({ failureDomains }: Pick<ClusterNode, 'failureDomains'>): Record<string, string> {
  const { host, zone = host } = failureDomains
  return Object.fromEntries(
    Object.entries({ ...failureDomains, ...(zone && { zone }) }).map(([kind, name]) => [domainLabel(kind), name]),
  )
}

/** The kinds of domains that `nodes` name, sorted. */
export function domainKinds(nodes: readonly Pick<ClusterNode, 'failureDomains'>[]): string[] {
  return [...new Set(nodes.flatMap(({ failureDomains }) => Object.keys(failureDomains)))].sort()
}

/** All domains with more than one node, by kind and in the order of the nodes. */
export function failureDomainsOf(
  nodes: readonly Pick<ClusterNode, 'name' | 'failureDomains'>[],
): readonly FailureDomain[] {
  return domainKinds(nodes).flatMap((kind) => {
    const names = [...new Set(nodes.map(({ failureDomains }) => failureDomains[kind]))]
    return names.flatMap((name) => {
      const inside = nodes.filter(({ failureDomains }) => failureDomains[kind] === name)
      return name === undefined || inside.length < 2 ? [] : [{ kind, name, nodes: inside.map((node) => node.name) }]
    })
  })
}
