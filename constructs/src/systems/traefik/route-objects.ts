import type { App } from '../../app/app.ts'
import type { Route } from '../../app/roles.ts'
import { Middleware, ServersTransport } from '../../custom-resources/traefik.ts'
import { k8s } from '../../k8s.ts'

const annotation = {
  entryPoints: 'traefik.ingress.kubernetes.io/router.entrypoints',
  tls: 'traefik.ingress.kubernetes.io/router.tls',
  middlewares: 'traefik.ingress.kubernetes.io/router.middlewares',
} as const

export interface RouteObjects {
  readonly className: string
  readonly route: Route
  readonly tlsSecret: string
}

/**
 * Adds the Ingresses of one route to `consumer`: one that answers HTTPS, and one on plain HTTP that redirects there or,
 * with `plainHttp`, serves the same.
 */
export function addRoute(consumer: App, { className, route, tlsSecret }: RouteObjects): void {
  const { name, host } = route
  new k8s.KubeIngress(consumer, `ingress-${name}`, {
    metadata: { name, annotations: { [annotation.entryPoints]: 'websecure', [annotation.tls]: 'true' } },
    spec: { ingressClassName: className, rules: [rule(route)], tls: [{ hosts: [host], secretName: tlsSecret }] },
  })
  new k8s.KubeIngress(consumer, `ingress-${name}-http`, {
    metadata: {
      name: `${name}-http`,
      annotations: {
        [annotation.entryPoints]: 'web',
        ...(route.plainHttp ? {} : { [annotation.middlewares]: addRedirect(consumer, name) }),
      },
    },
    spec: { ingressClassName: className, rules: [rule(route)] },
  })
}

/** Adds the Middleware that redirects one route, and returns its name as Traefik's annotations write it. */
function addRedirect(consumer: App, routeName: string): string {
  const name = `${routeName}-to-https`
  // In the consumer's namespace, because references across namespaces are off by default.
  new Middleware(consumer, `middleware-${name}`, {
    metadata: { name },
    spec: { redirectScheme: { scheme: 'https', permanent: true } },
  })
  return reference(consumer, name)
}

/** Has Traefik check the certificate of the pods behind `route` against the ConfigMap `caBundle`. */
export function addServersTransport(consumer: App, route: Route, caBundle: string): string {
  const name = `${route.name}-backend`
  new ServersTransport(consumer, `servers-transport-${name}`, {
    metadata: { name },
    spec: { serverName: `${route.service}.${consumer.appNamespace}.svc`, rootCAs: [{ configMap: caBundle }] },
  })
  return reference(consumer, name)
}

function reference(consumer: App, name: string): string {
  return `${consumer.appNamespace}-${name}@kubernetescrd`
}

function rule({ host, service, port }: Route): k8s.IngressRule {
  return {
    host,
    http: {
      paths: [
        {
          path: '/',
          pathType: 'Prefix',
          backend: { service: { name: service, port: typeof port === 'number' ? { number: port } : { name: port } } },
        },
      ],
    },
  }
}
