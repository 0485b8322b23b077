import type { KnownSystem } from '../known-system.ts'
import { crossNamespaceCheck } from './cross-namespace.ts'
import { localTrafficCheck } from './local-traffic.ts'
import { namesCollideCheck } from './names-collide.ts'
import { ingressReferences, listenersOf, serviceReferences, traefikReferences } from './references.ts'
import { routePaths } from './route-paths.ts'
import { ingressRoute, redirectsToHttps, signInOf } from './routes.ts'

/** Its kinds, each of which may name others. */
const kinds = [
  'IngressRoute',
  'IngressRouteTCP',
  'IngressRouteUDP',
  'Middleware',
  'MiddlewareTCP',
  'TraefikService',
  'ServersTransport',
  'ServersTransportTCP',
  'TLSOption',
  'TLSStore',
]

/** @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/ */
export const traefik: KnownSystem = {
  name: 'Traefik',
  references: {
    'networking.k8s.io/Ingress': ingressReferences,
    '/Service': serviceReferences,
    ...Object.fromEntries(kinds.map((kind) => [`traefik.io/${kind}`, traefikReferences])),
  },
  onlyInGit: ['Middleware'],
  routes: { 'traefik.io/IngressRoute': ingressRoute },
  routePaths: { 'traefik.io/IngressRoute': routePaths },
  ingress: {
    signIn: signInOf,
    redirectsToHttps,
    listeners: listenersOf,
    settles: /^traefik\.ingress\.kubernetes\.io\/router\.priority$/,
  },
  checks: [crossNamespaceCheck, namesCollideCheck, localTrafficCheck],
}
