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

/** What Traefik offers to clients that speak TLS; the definition has more fields, which may be said as well. */
export interface TlsOptionSpec {
  readonly minVersion?: 'VersionTLS12' | 'VersionTLS13'
  /** Names as Go has them. Only for TLS 1.2: those of 1.3 cannot be chosen. */
  readonly cipherSuites?: readonly string[]
  readonly curvePreferences?: readonly string[]
  /** Whether clients that name no known host are refused, instead of being shown the default certificate. */
  readonly sniStrict?: boolean
  /** Certificates that clients must show; `secretNames` hold their CAs, in Traefik's namespace. */
  readonly clientAuth?: {
    readonly secretNames?: readonly string[]
    readonly clientAuthType?:
      | 'NoClientCert'
      | 'RequestClientCert'
      | 'RequireAnyClientCert'
      | 'VerifyClientCertIfGiven'
      | 'RequireAndVerifyClientCert'
  }
  readonly [field: string]: unknown
}

/** TLS of the routes that name it; the one called `default` holds for all others. */
export class TlsOption extends ApiObject {
  constructor(scope: Construct, id: string, props: { metadata: ApiObjectMetadata; spec: TlsOptionSpec }) {
    super(scope, id, { apiVersion: 'traefik.io/v1alpha1', kind: 'TLSOption', ...props })
  }
}
