import { isRecord } from '../../../app/is-record.ts'

/** Fields -> their fields; `true` where it is a value, or an object with names of its own. */
type Fields = { readonly [field: string]: Fields | true }

const values = (...names: string[]): Fields => Object.fromEntries(names.map((name) => [name, true]))
const oauth = values('clientID', 'clientSecret', 'redirectURI')

/** `config` of each connector, as the struct `Config` in `connector/<name>/` has it. */
const connectors: Readonly<Record<string, Fields>> = {
  github: {
    ...oauth,
    ...values('org', 'hostName', 'rootCA', 'teamNameField', 'loadAllGroups', 'useLoginAsID', 'preferredEmailDomain'),
    orgs: values('name', 'teams'),
  },
  google: {
    ...oauth,
    ...values('scopes', 'hostedDomains', 'groups', 'serviceAccountFilePath', 'adminEmail', 'domainToAdminEmail'),
    ...values('fetchTransitiveGroupMembership', 'promptType'),
  },
  microsoft: {
    ...oauth,
    ...values('tenant', 'onlySecurityGroups', 'groups', 'groupNameFormat', 'useGroupsAsWhitelist', 'emailToLowercase'),
    ...values('apiURL', 'graphURL', 'promptType', 'domainHint', 'scopes'),
  },
  gitlab: { ...oauth, ...values('baseURL', 'groups', 'useLoginAsID', 'getGroupsPermission', 'rootCAData') },
  gitea: {
    ...oauth,
    ...values('baseURL', 'loadAllGroups', 'useLoginAsID'),
    orgs: values('name', 'teams'),
  },
  'bitbucket-cloud': { ...oauth, ...values('teams', 'includeTeamGroups') },
  linkedin: oauth,
  openshift: { ...oauth, ...values('issuer', 'groups', 'insecureCA', 'rootCA') },
  oidc: {
    ...oauth,
    ...values('issuer', 'issuerAlias', 'basicAuthUnsupported', 'scopes', 'hostedDomains', 'rootCAs', 'allowedGroups'),
    ...values('insecureSkipEmailVerified', 'insecureEnableGroups', 'acrValues', 'insecureSkipVerify', 'getUserInfo'),
    ...values('userIDKey', 'userNameKey', 'promptType', 'overrideClaimMapping'),
    providerDiscoveryOverrides: values('tokenURL', 'authURL', 'jwksURL'),
    claimMapping: values('preferred_username', 'email', 'groups'),
    claimModifications: {
      newGroupFromClaims: values('claims', 'delimiter', 'clearDelimiter', 'prefix'),
      filterGroupClaims: values('groupsFilter'),
    },
  },
  oauth: {
    ...oauth,
    ...values('tokenURL', 'authorizationURL', 'userInfoURL', 'scopes', 'rootCAs', 'insecureSkipVerify', 'userIDKey'),
    claimMapping: values('userNameKey', 'preferredUsernameKey', 'groupsKey', 'emailKey', 'emailVerifiedKey'),
  },
  saml: values(
    ...['entityIssuer', 'ssoIssuer', 'ssoURL', 'ca', 'caData', 'insecureSkipSignatureValidation', 'redirectURI'],
    ...[
      'usernameAttr',
      'emailAttr',
      'groupsAttr',
      'groupsDelim',
      'allowedGroups',
      'filterGroups',
      'nameIDPolicyFormat',
    ],
  ),
  ldap: {
    ...values('host', 'insecureNoSSL', 'insecureSkipVerify', 'startTLS', 'rootCA', 'rootCAData', 'clientCert'),
    ...values('clientKey', 'bindDN', 'bindPW', 'usernamePrompt'),
    userSearch: values(
      ...['baseDN', 'filter', 'username', 'scope', 'idAttr', 'emailAttr', 'nameAttr', 'preferredUsernameAttr'],
      'emailSuffix',
    ),
    groupSearch: {
      ...values('baseDN', 'filter', 'scope', 'userAttr', 'groupAttr', 'nameAttr'),
      userMatchers: values('userAttr', 'groupAttr'),
    },
  },
  keystone: values('domain', 'keystoneHost', 'keystoneUsername', 'keystonePassword', 'insecureSkipVerify'),
  'atlassian-crowd': values(
    ...['baseURL', 'clientID', 'clientSecret', 'groups', 'preferredUsernameField', 'usernamePrompt'],
  ),
  authproxy: values('userIDHeader', 'userHeader', 'userNameHeader', 'emailHeader', 'groupHeader', 'staticGroups'),
}

/** The whole of it, as `cmd/dex/config.go` has it. */
const dex: Fields = {
  ...values('issuer', 'enablePasswordDB', 'connectors'),
  storage: { type: true, config: values('inCluster', 'kubeConfigFile', 'crdHandling') },
  web: values(
    ...['http', 'https', 'headers', 'tlsCert', 'tlsKey', 'tlsMinVersion', 'tlsMaxVersion'],
    ...['allowedOrigins', 'allowedHeaders', 'clientRemoteIP'],
  ),
  telemetry: values('http', 'enableProfiling'),
  oauth2: values('grantTypes', 'responseTypes', 'skipApprovalScreen', 'alwaysShowLoginScreen', 'passwordConnector'),
  grpc: values('addr', 'tlsCert', 'tlsKey', 'tlsClientCA', 'tlsMinVersion', 'tlsMaxVersion', 'reflection'),
  expiry: {
    ...values('signingKeys', 'idTokens', 'authRequests', 'deviceRequests'),
    refreshTokens: values('disableRotation', 'reuseInterval', 'absoluteLifetime', 'validIfNotUsedFor'),
  },
  signer: { type: true, config: values('keysRotationPeriod') },
  logger: values('level', 'format'),
  frontend: values('dir', 'logoURL', 'issuer', 'theme', 'extra'),
  staticClients: values(
    ...['id', 'idEnv', 'secret', 'secretEnv', 'redirectURIs', 'trustedPeers', 'public', 'name', 'logoURL'],
  ),
  staticPasswords: values(
    ...['email', 'hash', 'hashFromEnv', 'username', 'name', 'preferredUsername', 'emailVerified', 'userID', 'groups'],
  ),
}

/**
 * Paths of the fields of a configuration that Dex v2.45.1 does not know, and would ignore without a word.
 *
 * @see https://github.com/dexidp/dex/blob/v2.45.1/cmd/dex/config.go
 */
export function unknownFields(config: Readonly<Record<string, unknown>>): string[] {
  const list = Array.isArray(config.connectors) ? config.connectors : []
  return [
    ...strangers(config, dex, ''),
    ...list.flatMap((connector, index) => {
      const { type, config: settings, ...rest } = connector
      const path = `connectors[${index}]`
      const known = connectors[type]
      return [
        ...strangers(rest, values('id', 'name'), path),
        ...(known ? strangers(settings, known, `${path}.config`) : [`${path}.type`]),
      ]
    }),
  ]
}

function strangers(value: unknown, known: Fields | true, path: string): string[] {
  if (known === true) return []
  if (Array.isArray(value)) return value.flatMap((item, index) => strangers(item, known, `${path}[${index}]`))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = path ? `${path}.${key}` : key
    const fields = known[key]
    return fields === undefined ? [at] : strangers(inner, fields, at)
  })
}
