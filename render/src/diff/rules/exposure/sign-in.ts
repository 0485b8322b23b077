import { isJoinedName, middlewaresOf } from '../../../checks/references/traefik-references.ts'
import { asMap, asText } from '../../../model/shape.ts'
import type { Tree } from '../../input/tree.ts'
import type { TreeObject } from '../../input/tree-object.ts'

/** Annotations by which a proxy asks for a sign-in. */
const asking =
  /^(nginx\.ingress\.kubernetes\.io\/auth-(url|type|secret|tls-secret|signin)|haproxy\.org\/auth-.*|ingress\.kubernetes\.io\/auth-.*)$/

/** What in the annotations of an Ingress asks for a sign-in; undefined if nothing does. */
export function signInOf({ value }: TreeObject, tree: Tree): string | undefined {
  const annotations = asMap(value.metadata.annotations)
  const own = Object.keys(annotations).find((key) => asking.test(key))
  if (own) return own
  return middlewaresOf(value).find((name) => asks(name, tree))
}

/** Whether an Ingress only sends people to HTTPS, which opens nothing by itself. */
export function redirectsToHttps({ value }: TreeObject, tree: Tree): boolean {
  if (asMap(value.metadata.annotations)['nginx.ingress.kubernetes.io/force-ssl-redirect'] === 'true') return true
  return middlewaresOf(value).some(
    (name) => asText(asMap(asMap(asMap(findMiddleware(name, tree)?.value.spec).redirectScheme)).scheme) === 'https',
  )
}

/** Whether a Middleware, by its name in a route, asks for a sign-in: by what it does, else by what it is called. */
export function asks(name: string, tree: Tree): boolean {
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
    .find(({ ref }) => name === ref.name || isJoinedName(name, ref.namespace ?? 'default', ref.name))
}
