import { ApiObject, type ApiObjectMetadata } from 'cdk8s'
import type { Construct } from 'constructs'

/** What Traefik does with a request on its way. @see https://doc.traefik.io/traefik/middlewares/overview/ */
export interface MiddlewareSpec {
  readonly redirectScheme: { readonly scheme: 'https'; readonly permanent: boolean }
}

/** Changes requests or answers on the routes that name it. */
export class Middleware extends ApiObject {
  constructor(scope: Construct, id: string, props: { metadata: ApiObjectMetadata; spec: MiddlewareSpec }) {
    super(scope, id, { apiVersion: 'traefik.io/v1alpha1', kind: 'Middleware', ...props })
  }
}

/** How Traefik talks to pods that speak TLS. */
export interface ServersTransportSpec {
  readonly serverName?: string
  readonly rootCAs: readonly { readonly configMap: string }[]
}

/** Sets how Traefik connects to the pods of the Services that name it. */
export class ServersTransport extends ApiObject {
  constructor(scope: Construct, id: string, props: { metadata: ApiObjectMetadata; spec: ServersTransportSpec }) {
    super(scope, id, { apiVersion: 'traefik.io/v1alpha1', kind: 'ServersTransport', ...props })
  }
}
