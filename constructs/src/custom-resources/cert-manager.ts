import { ApiObject, type ApiObjectMetadata } from 'cdk8s'
import type { Construct } from 'constructs'

/** The parts of a Certificate that the tree sets. @see https://cert-manager.io/docs/reference/api-docs/ */
export interface CertificateSpec {
  readonly secretName: string
  readonly dnsNames?: readonly string[]
  readonly ipAddresses?: readonly string[]
  readonly duration: string
  readonly renewBefore: string
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

/** Signs Certificates of all namespaces with the CA in `ca.secretName`, a Secret in cert-manager's own namespace. */
export class ClusterIssuer extends ApiObject {
  constructor(
    scope: Construct,
    id: string,
    props: { metadata: ApiObjectMetadata; spec: { readonly ca: { readonly secretName: string } } },
  ) {
    super(scope, id, { apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer', ...props })
  }
}
