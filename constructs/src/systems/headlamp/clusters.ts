import { X509Certificate } from 'node:crypto'
import { appInvalid } from '../../app/app-invalid.ts'
import { isDnsLabel } from '../../cluster/names.ts'
import { quote } from '../../cluster/problem.ts'
import type { Problem } from '../../finding/rule.ts'
import { configYaml } from '../../workload/config-yaml.ts'

/** Another cluster that Headlamp shows. Its API server must take the tokens of this one's issuer. */
export interface OtherCluster {
  /** As it is called in the menu; unique, and not the name of this cluster. */
  readonly name: string
  /** URL of its API: `https://192.168.30.10:6443`. */
  readonly server: string
  /** PEM of the authority of its API. It is public. */
  readonly certificateAuthority: string
}

/** What a kubeconfig of other clusters is made of. */
export interface KubeconfigParts {
  readonly clusters: readonly OtherCluster[]
  readonly issuer: string
  readonly clientId: string
  /** Key of the same Secret that holds the client's secret. */
  readonly secretKey: string
  readonly scopes: readonly string[]
  /** File with the authority of the issuer. */
  readonly caFile: string
}

/**
 * The kubeconfig with the other clusters, as the text of a template: Headlamp reads the client's secret from it. Nobody's
 * token is in it: each request carries that of the visitor.
 *
 * @see https://github.com/kubernetes-sigs/headlamp/blob/v0.45.0/backend/pkg/kubeconfig/kubeconfig.go
 */
export function kubeconfigTemplate({ clusters, ...oidc }: KubeconfigParts): string {
  const user = 'visitor'
  return configYaml({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: clusters.map(({ name, server, certificateAuthority }) => ({
      name,
      cluster: { server, 'certificate-authority-data': Buffer.from(certificateAuthority).toString('base64') },
    })),
    users: [
      {
        name: user,
        user: {
          'auth-provider': {
            name: 'oidc',
            config: {
              'client-id': oidc.clientId,
              'client-secret': `\${${oidc.secretKey}}`,
              'idp-issuer-url': oidc.issuer,
              'idp-certificate-authority': oidc.caFile,
              scope: oidc.scopes.join(','),
            },
          },
        },
      },
    ],
    contexts: clusters.map(({ name }) => ({ name, context: { cluster: name, user } })),
  })
}

/** What is wrong with other clusters, in a cluster called `own`. */
export function judgeClusters(clusters: readonly OtherCluster[], own: string): Problem[] {
  const names = clusters.map(({ name }) => name)
  return clusters.flatMap(({ name, server, certificateAuthority }, index) => {
    const problem = (field: string, message: string, remedy: string) =>
      appInvalid.problem(`clusters[${index}].${field}`, message, remedy)
    return [
      ...(isDnsLabel(name)
        ? []
        : [
            problem(
              'name',
              `${quote(name)} is not a name; allowed are at most 63 of a-z, 0-9 and -`,
              'Write it like "minirack".',
            ),
          ]),
      ...(name === own || names.indexOf(name) < index
        ? [problem('name', `there is a cluster ${quote(name)} already`, 'Give each a name of its own.')]
        : []),
      ...(/^https:\/\/[^\s/@]+\/?$/.test(server) && URL.canParse(server)
        ? []
        : [
            problem(
              'server',
              `${quote(server)} is not the https URL of an API`,
              'Write it like "https://192.168.30.10:6443".',
            ),
          ]),
      ...(isCertificate(certificateAuthority)
        ? []
        : [
            problem(
              'certificateAuthority',
              'it is not a certificate in PEM form',
              'Paste the authority of the API server, from BEGIN to END.',
            ),
          ]),
    ]
  })
}

function isCertificate(pem: string): boolean {
  try {
    return /^\s*-----BEGIN CERTIFICATE-----/.test(pem) && !pem.includes('PRIVATE KEY') && new X509Certificate(pem).ca
  } catch {
    return false
  }
}
