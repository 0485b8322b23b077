import type { SecretNeed, SecretSource } from '../../app/secret-need.ts'
import type { Connector } from '../../cluster/cluster.ts'
import { type SecretEnv, variablePart } from './secret-env.ts'

type LdapConnector = Extract<Connector, { type: 'ldap' }>

/** A file that Dex reads, and the Secret in its namespace that has it. */
export interface SecretFile {
  readonly secret: string
  readonly key: string
  /** Unique among the volumes of the pod. */
  readonly volume: string
  readonly directory: string
}

/** Where people really sign in: one entry of `connectors`, with its secrets left to the environment. */
export function connectorConfig(connector: Connector, issuer: string) {
  const { type, id, name, more } = connector
  return { type, id, name, config: { ...settings(connector, issuer), ...more } }
}

/** Environment variables with a connector's secrets. */
export function connectorSecretEnv(connector: Connector): SecretEnv[] {
  return Object.keys(inEnvironment(connector)).map((key) => ({
    variable: variable(connector, key),
    secret: secretName(connector),
    key,
  }))
}

/** The file that a connector reads; undefined where it reads none. */
export function connectorSecretFile(connector: Connector): SecretFile | undefined {
  if (!readsGroupsOfGoogle(connector)) return undefined
  const volume = secretName(connector)
  return { secret: volume, key: serviceAccountKey, volume, directory: `/etc/dex-connectors/${connector.id}` }
}

/** The Secret in Dex's namespace with what the upstream gave to the cluster's owner; undefined where it gives nothing. */
export function connectorSecretNeed(connector: Connector): Omit<SecretNeed, 'namespace'> | undefined {
  const keys: Record<string, SecretSource> = Object.fromEntries(
    Object.entries(inEnvironment(connector)).map(([key, { question }]) => [key, { from: 'user', question }]),
  )
  if (readsGroupsOfGoogle(connector)) {
    keys[serviceAccountKey] = {
      from: 'user',
      question: `Key file (JSON) of the service account that reads the groups of "${connector.name}"`,
    }
  }
  if (Object.keys(keys).length === 0) return undefined
  return { name: secretName(connector), keys, why: `What Dex needs to ask "${connector.name}" who somebody is` }
}

/** Fields of a connector that are not fields of its `config`. */
const notOfDex = new Set(['type', 'id', 'name', 'more', 'headersTrustedBecause'])

function settings(connector: Connector, issuer: string): Record<string, unknown> {
  const fields = Object.fromEntries(Object.entries(connector).filter(([field]) => !notOfDex.has(field)))
  const secrets = Object.fromEntries(
    Object.entries(inEnvironment(connector)).map(([key, { field }]) => [field, `$${variable(connector, key)}`]),
  )
  // Through the one callback that all connectors share.
  const signIn = { ...secrets, redirectURI: `${issuer}/callback` }
  switch (connector.type) {
    case 'github':
      // Slugs stay when a team's display name changes, so role bindings keep working.
      return { ...signIn, ...fields, teamNameField: 'slug' }
    case 'google': {
      const file = connectorSecretFile(connector)
      return { ...signIn, ...fields, ...(file ? { serviceAccountFilePath: `${file.directory}/${file.key}` } : {}) }
    }
    case 'oidc':
      // Without it Dex drops the upstream's groups. "Insecure" because a refresh does not read them again.
      return { ...signIn, ...fields, insecureEnableGroups: true }
    case 'ldap':
      return { ...secrets, ...ldapSettings(connector) }
    case 'authproxy':
    case 'keystone':
    case 'atlassian-crowd':
      return { ...secrets, ...fields }
    default:
      return { ...signIn, ...fields }
  }
}

function ldapSettings({ host, bindDN, usernamePrompt, userSearch, groupSearch }: LdapConnector) {
  return {
    host,
    // Port 636 speaks TLS from the first byte; any other port must switch to it before the password is sent.
    ...(host.endsWith(':636') ? {} : { startTLS: true }),
    bindDN,
    ...(usernamePrompt ? { usernamePrompt } : {}),
    userSearch: { idAttr: 'DN', emailAttr: 'mail', nameAttr: 'cn', ...userSearch },
    ...(groupSearch ? { groupSearch: groupSettings(groupSearch) } : {}),
  }
}

function groupSettings({ userAttr, groupAttr, ...search }: NonNullable<LdapConnector['groupSearch']>) {
  return { ...search, userMatchers: [{ userAttr, groupAttr }] }
}

/** Secrets that Dex takes from its environment: key of the Secret -> field of the connector, and what to ask for. */
function inEnvironment(connector: Connector): Readonly<Record<string, { field: string; question: string }>> {
  const { name } = connector
  switch (connector.type) {
    case 'saml':
    case 'authproxy':
      return {}
    case 'ldap': {
      const question = `Password of ${connector.bindDN} at ${connector.host}`
      return { 'bind-password': { field: 'bindPW', question } }
    }
    case 'keystone': {
      const question = `Password of ${connector.keystoneUsername} at "${name}"`
      return { password: { field: 'keystonePassword', question } }
    }
    case 'atlassian-crowd':
      return {
        'client-id': { field: 'clientID', question: `Name of the application at "${name}"` },
        'client-secret': { field: 'clientSecret', question: `Password of the application at "${name}"` },
      }
    default:
      return {
        'client-id': { field: 'clientID', question: `Client id of the OAuth application at "${name}"` },
        'client-secret': { field: 'clientSecret', question: `Client secret of the OAuth application at "${name}"` },
      }
  }
}

const serviceAccountKey = 'service-account.json'

function readsGroupsOfGoogle(connector: Connector): boolean {
  return connector.type === 'google' && connector.domainToAdminEmail !== undefined
}

function secretName(connector: Connector): string {
  return `connector-${connector.id}`
}

/** Dex expands variables inside `storage` and `connectors[].config`, and nowhere else. */
function variable(connector: Pick<Connector, 'id'>, key: string): string {
  return `CONNECTOR_${variablePart(connector.id)}_${variablePart(key)}`
}
