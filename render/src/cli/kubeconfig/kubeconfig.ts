import type { Cluster } from '@ainur/constructs'

export interface KubeconfigInput {
  readonly cluster: Pick<Cluster, 'name' | 'network'>
  /** URL of the identity provider. */
  readonly issuer: string
  readonly clientId: string
  /** PEM. @default the authorities of the machine */
  readonly serverCa?: string
  /** PEM. @default the authorities of the machine */
  readonly issuerCa?: string
}

/**
 * A kubeconfig without any secret: kubectl asks kubelogin, which opens a browser, for a token of the person.
 *
 * @see https://github.com/int128/kubelogin/blob/master/docs/usage.md
 */
export function kubeconfig({ cluster, issuer, clientId, serverCa, issuerCa }: KubeconfigInput) {
  const { name, network } = cluster
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: {
          server: `https://${network.controlPlaneVip}:6443`,
          ...(serverCa === undefined ? {} : { 'certificate-authority-data': base64(serverCa) }),
        },
      },
    ],
    users: [
      {
        name,
        user: {
          exec: {
            apiVersion: 'client.authentication.k8s.io/v1',
            // kubelogin as the plugin of kubectl that krew and Homebrew install. Not `kubectl oidc-login`: kubectl is there, so
            // nobody would see the hint.
            command: 'kubectl-oidc_login',
            args: [
              'get-token',
              `--oidc-issuer-url=${issuer}`,
              `--oidc-client-id=${clientId}`,
              // The API server knows people by their address, and their groups by the claim of that name.
              '--oidc-extra-scope=email',
              '--oidc-extra-scope=groups',
              // A new token in the background, rather than a browser each day.
              '--oidc-extra-scope=offline_access',
              ...(issuerCa === undefined ? [] : [`--certificate-authority-data=${base64(issuerCa)}`]),
            ],
            // kubelogin tells people where to go when it cannot open a browser.
            interactiveMode: 'IfAvailable',
            installHint:
              'kubectl needs kubelogin to sign you in: kubectl krew install oidc-login, or brew install kubelogin; see https://github.com/int128/kubelogin#setup',
          },
        },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
