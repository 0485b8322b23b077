import type { KnownSystem } from '../known-system.ts'
import { certificateHostsCheck } from './certificate-hosts.ts'
import { certificateSecret, ingressSecrets } from './made-secrets.ts'
import { provedDomains } from './proved-domains.ts'
import { certificateReferences, ingressReferences, issuerReferences } from './references.ts'
import { serverCertificatesCheck } from './server-certificates.ts'

/** @see https://cert-manager.io/docs/reference/api-docs/ */
export const certManager: KnownSystem = {
  name: 'cert-manager',
  references: {
    'networking.k8s.io/Ingress': ingressReferences,
    'cert-manager.io/Certificate': certificateReferences,
    'cert-manager.io/Issuer': (object) => issuerReferences(object, { namespace: object.metadata.namespace ?? '' }),
    // A ClusterIssuer reads Secrets of the namespace that its controller is configured with.
    'cert-manager.io/ClusterIssuer': (object) => issuerReferences(object, { anyNamespace: true }),
  },
  makes: { 'cert-manager.io/Certificate': certificateSecret, 'networking.k8s.io/Ingress': ingressSecrets },
  ownDomains: { 'cert-manager.io/ClusterIssuer': provedDomains, 'cert-manager.io/Issuer': provedDomains },
  writes: {
    'cert-manager.io/Certificate': (object) =>
      certificateSecret(object).map((secret) => ({ ...secret, path: 'spec.secretName' })),
  },
  checks: [certificateHostsCheck, serverCertificatesCheck],
}
