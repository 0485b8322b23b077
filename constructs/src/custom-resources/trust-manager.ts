import { ApiObject, type ApiObjectMetadata } from 'cdk8s'
import type { Construct } from 'constructs'

/** One origin of a Bundle's certificates; ConfigMaps are in the trust namespace. */
export type BundleSource =
  | { readonly configMap: { readonly name: string; readonly key: string } }
  | { readonly useDefaultCAs: true }

/** @see https://cert-manager.io/docs/trust/trust-manager/api-reference/ */
export interface BundleSpec {
  readonly sources: readonly BundleSource[]
  readonly target: {
    readonly configMap: { readonly key: string }
    /** Without a selector a Bundle lands in every namespace. */
    readonly namespaceSelector: { readonly matchLabels: Readonly<Record<string, string>> }
  }
}

/** Puts a ConfigMap of its own name into every namespace that the selector picks. */
export class Bundle extends ApiObject {
  constructor(scope: Construct, id: string, props: { metadata: ApiObjectMetadata; spec: BundleSpec }) {
    super(scope, id, { apiVersion: 'trust.cert-manager.io/v1alpha1', kind: 'Bundle', ...props })
  }
}
