import { kindsKnown, knownAbout, knownSystems } from '../../known-systems/known-systems.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asMaps, asText } from '../../model/shape.ts'
import type { Tree, TreeObject } from '../model.ts'

/** What an object lets people outside the cluster reach. */
export interface PublishedRoute {
  readonly path: string
  readonly hosts: readonly string[]
  readonly tls: boolean
  /** What asks for a sign-in. */
  readonly auth?: string
  readonly authPath: string
  /** It only redirects to HTTPS. */
  readonly isRedirect?: boolean
}

/** The route that an object is; undefined if it is not a route. */
export function routeOf({ group, ref, value }: TreeObject, tree: Tree): PublishedRoute | undefined {
  const kind = `${group}/${ref.kind}`
  if (kind === 'networking.k8s.io/Ingress') return ingress(value, tree)
  return knownAbout(kind, ({ routes }) => routes).map((read) => read(value, tree))[0]
}

/** Kinds of routes besides Ingresses, as group and kind. */
export function routeKinds(): [group: string, kind: string][] {
  return kindsKnown(({ routes }) => routes).map((each) => each.split('/') as [string, string])
}

/** Hosts that routes of the tree answer for; `*.example.org` for all below it. */
export function publishedHosts(tree: Tree): string[] {
  return [['networking.k8s.io', 'Ingress'] as const, ...routeKinds()].flatMap(([group, kind]) =>
    tree.ofKind(group, kind).flatMap((object) => routeOf(object, tree)?.hosts ?? []),
  )
}

/** Hosts that an Ingress names. */
export function ingressHosts({ spec }: KubeObject): string[] {
  return asMaps(spec?.rules).map(({ host }) => asText(host) ?? 'every host')
}

function ingress(object: KubeObject, tree: Tree): PublishedRoute {
  const hosts = ingressHosts(object)
  const tls = asMaps(object.spec?.tls).length > 0
  return {
    path: 'spec.rules',
    hosts: hosts.length > 0 ? hosts : ['every host'],
    tls,
    auth: knownSystems.map((system) => system.ingress?.signIn?.(object, tree)).find(Boolean),
    authPath: 'metadata.annotations',
    isRedirect: !tls && knownSystems.some((system) => system.ingress?.redirectsToHttps?.(object, tree)),
  }
}
