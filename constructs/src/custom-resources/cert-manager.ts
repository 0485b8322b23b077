import { ApiObject, type ApiObjectMetadata } from 'cdk8s'
import type { Construct } from 'constructs'

/** The parts of a Certificate that the tree sets. @see https://cert-manager.io/docs/reference/api-docs/ */
export interface CertificateSpec {
  readonly secretName: string
  readonly dnsNames?: readonly string[]
  readonly ipAddresses?: readonly string[]
  /** @default 90 days; what a public authority issues, it decides itself */
  readonly duration?: string
  /** @default a third of the time that the certificate lasts */
  readonly renewBefore?: string
  /** What its key may do, and what it is for. */
  readonly usages: readonly string[]
  readonly privateKey: {
    readonly algorithm: 'ECDSA' | 'RSA' | 'Ed25519'
    readonly size?: number
    readonly rotationPolicy: 'Always' | 'Never'
  }
  readonly issuerRef: { readonly name: string; readonly kind: 'Issuer' | 'ClusterIssuer'; readonly group: string }
}

/** Asks cert-manager for a certificate and its key, which it keeps in a Secret. */
export class Certificate extends ApiObject {
  constructor(scope: Construct, id: string, props: { metadata: ApiObjectMetadata; spec: CertificateSpec }) {
    super(scope, id, { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', ...props })
  }
}

/** Issues certificates by the protocol ACME. */
export interface AcmeSpec {
  readonly server: string
  readonly email: string
  /** Secret that cert-manager keeps the key of its account in. */
  readonly privateKeySecretRef: { readonly name: string }
  readonly solvers: readonly {
    /** Names in and below these domains. */
    readonly selector: { readonly dnsZones: readonly string[] }
    readonly dns01: Readonly<Record<string, unknown>>
  }[]
}

/**
 * Issues Certificates of all namespaces: signed with the CA in `ca.secretName`, or by an ACME server. Secrets that it
 * names are in cert-manager's own namespace.
 */
export class ClusterIssuer extends ApiObject {
  constructor(
    scope: Construct,
    id: string,
    props: {
      metadata: ApiObjectMetadata
      spec: { readonly ca: { readonly secretName: string } } | { readonly acme: AcmeSpec }
    },
  ) {
    super(scope, id, { apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer', ...props })
  }
}
