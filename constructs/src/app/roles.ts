import type { App } from './app.ts'
import type { SecretSource } from './secret-need.ts'

/** Signs people in. Implemented by Dex. */
export interface IdentityProvider extends App {
  /** OpenID Connect issuer URL, exactly as tokens have it. */
  readonly issuer: string
  /** Whether its certificate comes from a public authority: a program that is given the lab's CA alone refuses it. */
  readonly isPublic: boolean
  /**
   * Registers `consumer` as an OIDC client.
   *
   * The client gets exactly these redirect URIs and a secret of its own. A confidential client's Secret is a secret
   * need in the consumer's namespace; the provider's copy is made from it.
   */
  registerClient(consumer: App, request: OidcClientRequest): OidcClient
}

/** What an app asks of an identity provider. */
export interface OidcClientRequest {
  /** Client id; unique within the provider. */
  readonly id: string
  /** Shown to the person who signs in. */
  readonly displayName: string
  readonly redirectUris: readonly string[]
  /** A client that cannot keep a secret (a command line). @default false */
  readonly public?: boolean
  /**
   * Whether the API server takes its tokens: people act in the cluster with them, under their own name.
   * @default false
   */
  readonly forKubernetes?: boolean
  /** Ids of clients whose tokens this one may ask for. @default none */
  readonly trustedPeers?: readonly string[]
  /** Labels of the consumer's Secret; Argo CD reads only Secrets labelled as part of it. @default none */
  readonly secretLabels?: Readonly<Record<string, string>>
  /** Further keys of the consumer's Secret. @default none */
  readonly secretKeys?: Readonly<Record<string, SecretSource>>
}

/** A registered client. */
export interface OidcClient {
  readonly id: string
  readonly issuer: string
  /** Secret in the consumer's namespace; absent for a public client. */
  readonly secret?: { readonly name: string; readonly key: string }
}

/** Makes certificates, and lets pods trust them. Implemented by the lab PKI. */
export interface Trust extends App {
  /** What verifies the certificates of all hosts: a ConfigMap in every namespace that asked for it. */
  readonly bundle: { readonly configMap: string; readonly key: string }
  /** The lab's own root alone, which devices are given: a ConfigMap in every namespace that asked for it. */
  readonly roots: { readonly configMap: string; readonly key: string }
  /** Has the bundle put into `consumer`'s namespace. */
  inject(consumer: App): void
  /** Has the lab's own root put into `consumer`'s namespace. */
  injectRoots(consumer: App): void
  /** Whether the certificate of `host` comes from a public authority, which every device knows already. */
  isPublic(host: string): boolean
  /** Adds a Certificate for `hosts` to `consumer` and returns the name of its TLS Secret. */
  issue(consumer: App, certificate: { readonly name: string; readonly hosts: readonly string[] }): string
}

/** Brings HTTP from the LAN to Services. Implemented by Traefik. */
export interface IngressController extends App {
  readonly className: string
  /** The address that every exposed host resolves to; reserved with `reserveAddress()`, so that nobody else gets it. */
  readonly address: string
  /** Publishes a Service of `consumer` under `host`, with TLS from the lab's CA. Returns the URL. */
  expose(consumer: App, route: Route): string
}

/** How an app is published. */
export interface Route {
  /** Object name of the Ingress and its Certificate; unique in the consumer's namespace. */
  readonly name: string
  /** Fully qualified: take it from `cluster.host('dex')`. */
  readonly host: string
  readonly service: string
  /** Port name or number of the Service. */
  readonly port: string | number
  /** Protocol that the pods speak. @default http */
  readonly scheme?: 'http' | 'https' | 'h2c'
  /** Plain HTTP answers too instead of redirecting, for visitors that do not trust the CA yet. @default false */
  readonly plainHttp?: boolean
}

/** Gives Services of type LoadBalancer their address. Implemented by kube-vip. */
export interface LoadBalancer extends App {
  /**
   * Reserves `address`, one of the pool, for a Service of `consumer`, and returns the fields that ask for it.
   *
   * @param address6 a second one, of IPv6, in a dual-stack cluster. @default none
   */
  serviceFields(consumer: App, address: string, address6?: string): LoadBalancerFields
}

/** What asks for addresses in a Service of type LoadBalancer. */
export interface LoadBalancerFields {
  readonly annotations: Record<string, string>
  readonly loadBalancerClass?: string
  /** Fields of the spec by which the Service has addresses of both families. @default it has one family */
  readonly families?: { readonly ipFamilyPolicy: 'RequireDualStack'; readonly ipFamilies: ('IPv4' | 'IPv6')[] }
}

/** Serves the names of exposed hosts inside the cluster. Implemented by cluster-dns. */
export interface ClusterDns extends App {
  /** `host -> IPv4 address` for the owner's LAN DNS: the same records that pods see. */
  readonly records: () => Readonly<Record<string, string>>
}

/** Whether `app` makes the names of exposed hosts resolve inside the cluster. */
export function isClusterDns(app: App): app is ClusterDns {
  return 'records' in app && typeof app.records === 'function'
}

/** Serves nodes that boot from the network. Implemented by pi-netboot. */
export interface NetbootServer extends App {
  readonly servesNetboot: true
}

/** Replicated volumes. Implemented by Longhorn. */
export interface BlockStorage extends App {
  readonly storageClass: string
  readonly replicas: number
}
