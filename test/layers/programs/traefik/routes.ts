import type { KubeObject } from '../../../src/api/kube-object.ts'

/** One rule of an Ingress: what a visitor of its host is to reach. */
export interface Route {
  readonly ingress: string
  readonly namespace: string
  readonly host: string
  readonly scheme: 'http' | 'https'
  readonly path: string
  readonly service: string
  /** Name or number, as written. */
  readonly port: string | number
  /** Whether a Middleware answers in the place of the Service. */
  readonly redirects: boolean
}

/** Every route of a tree's Ingresses, the only kind of route that the constructs make. */
export function routesOf(objects: readonly KubeObject[]): Route[] {
  return objects
    .filter(({ kind }) => kind === 'Ingress')
    .flatMap(({ metadata, spec }) =>
      spec.rules.flatMap(({ host, http }: { host: string; http: { paths: IngressPath[] } }) =>
        http.paths.map(
          ({ path, backend: { service } }): Route => ({
            ingress: metadata.name,
            namespace: metadata.namespace ?? '',
            host,
            scheme: spec.tls ? 'https' : 'http',
            path,
            service: service.name,
            port: service.port.name ?? service.port.number ?? 0,
            redirects: metadata.annotations?.['traefik.ingress.kubernetes.io/router.middlewares'] !== undefined,
          }),
        ),
      ),
    )
}

interface IngressPath {
  readonly path: string
  readonly backend: { readonly service: { readonly name: string; readonly port: { name?: string; number?: number } } }
}

/** Name of the backend behind a port of a Service. */
export function backendName({ namespace, service }: Pick<Route, 'namespace' | 'service'>, port: number): string {
  return `${namespace}/${service}:${port}`
}
