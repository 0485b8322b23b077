/**
 * Prefix of user and group names that the API server takes from tokens. The bootstrap writes it into the API server's
 * authentication configuration; without a prefix, a group named `system:masters` upstream would rule the cluster.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 */
export const oidcNamePrefix = 'oidc:'
