import type { OidcClientRequest } from './roles.ts'

/**
 * The client that kubelogin is for kubectl: a command line keeps no secret, and proves by PKCE that it is who asked. Its
 * addresses are those that kubelogin listens on unless it is told otherwise.
 *
 * @see https://github.com/int128/kubelogin/blob/master/docs/usage.md
 */
export const kubectlClient = {
  id: 'kubectl',
  displayName: 'kubectl',
  public: true,
  forKubernetes: true,
  redirectUris: ['http://localhost:8000', 'http://localhost:18000'],
} as const satisfies OidcClientRequest
