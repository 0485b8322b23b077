import type { Tree } from '../../diff/input/tree.ts'
import type { TreeObject } from '../../diff/input/tree-object.ts'
import type { PublishedRoute } from '../../diff/reading/published-route.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asMap, asMaps, asText } from '../../model/shape.ts'
import { joinedNames, middlewaresOf } from './references.ts'

/** What an IngressRoute lets people reach. */
export function ingressRoute({ spec: fields }: KubeObject, tree: Tree): PublishedRoute {
  const spec = asMap(fields)
  const all = asMaps(spec.routes)
  const names = all.map(({ middlewares }) => asMaps(middlewares).map(({ name }) => asText(name) ?? ''))
  const asking = names.map((list) => list.find((each) => asks(each, tree)))
  const hosts = all.flatMap(({ match }) =>
    [...(asText(match) ?? '').matchAll(/Host(?:Regexp|SNI)?\(([^)]*)\)/g)].flatMap(([, list]) =>
      [...(list ?? '').matchAll(/[`"']([^`"']+)[`"']/g)].map(([, host]) => host as string),
    ),
  )
  return {
    path: 'spec.routes',
    hosts: hosts.length > 0 ? [...new Set(hosts)] : ['every host'],
    tls: spec.tls !== undefined && spec.tls !== null,
    auth: asking.length > 0 && asking.every(Boolean) ? asking[0] : undefined,
    authPath: 'spec.routes',
  }
}

/** The Middleware of an Ingress that asks for a sign-in. */
export function signInOf(ingress: KubeObject, tree: Tree): string | undefined {
  return middlewaresOf(ingress).find((name) => asks(name, tree))
}

/** Whether a Middleware of an Ingress sends people to HTTPS. */
export function redirectsToHttps(ingress: KubeObject, tree: Tree): boolean {
  return middlewaresOf(ingress).some(
    (name) => asText(asMap(asMap(findMiddleware(name, tree)?.value.spec).redirectScheme).scheme) === 'https',
  )
}

/** Whether a Middleware, by its name in a route, asks for a sign-in: by what it does, else by what it is called. */
function asks(name: string, tree: Tree): boolean {
  const middleware = findMiddleware(name, tree)
  if (!middleware) return /auth|oidc|sso|sign-?in|login/i.test(name)
  const spec = asMap(middleware.value.spec)
  return ['forwardAuth', 'basicAuth', 'digestAuth', 'plugin', 'chain'].some((kind) => spec[kind] !== undefined)
}

/** `media-auth@kubernetescrd` for the Middleware `auth` of namespace `media`; a route may write `auth` alone. */
function findMiddleware(written: string, tree: Tree): TreeObject | undefined {
  const name = written.replace(/@.*$/, '')
  return tree
    .ofKind('traefik.io', 'Middleware')
    .find(({ ref }) => name === ref.name || joinedNames(ref.namespace ?? 'default', ref.name).includes(name))
}
