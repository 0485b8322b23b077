import type { SecretNeed, SecretSource } from '../../app/secret-need.ts'
import type { Connector } from '../../cluster/cluster.ts'
import { type SecretEnv, variablePart } from './secret-env.ts'

type LdapConnector = Extract<Connector, { type: 'ldap' }>

/** Where people really sign in: one entry of `connectors`, with its secrets left to the environment. */
export function connectorConfig(connector: Connector, issuer: string) {
  return { type: connector.type, id: connector.id, name: connector.name, config: settings(connector, issuer) }
}

/** Environment variables with a connector's secrets. */
export function connectorSecretEnv(connector: Connector): SecretEnv[] {
  return Object.keys(secretKeys(connector)).map((key) => ({
    variable: variable(connector, key),
    secret: secretName(connector),
    key,
  }))
}

/** The Secret in Dex's namespace with what the upstream gave to the cluster's owner. */
export function connectorSecretNeed(connector: Connector): Omit<SecretNeed, 'namespace'> {
  return {
    name: secretName(connector),
    keys: secretKeys(connector),
    why: `What Dex needs to ask "${connector.name}" who somebody is`,
  }
}

function settings(connector: Connector, issuer: string) {
  const oauth = {
    clientID: reference(connector, 'client-id'),
    clientSecret: reference(connector, 'client-secret'),
    redirectURI: `${issuer}/callback`,
  }
  switch (connector.type) {
    case 'github':
      return {
        ...oauth,
        orgs: connector.orgs,
        // Slugs stay when a team's display name changes, so role bindings keep working.
        teamNameField: 'slug',
      }
    case 'oidc':
      return {
        issuer: connector.issuer,
        ...oauth,
        ...(connector.scopes ? { scopes: connector.scopes } : {}),
        // Without it Dex drops the upstream's groups. "Insecure" because a refresh does not read them again.
        insecureEnableGroups: true,
      }
    case 'ldap':
      return ldapSettings(connector)
  }
}

function ldapSettings({ userSearch, groupSearch, ...connector }: LdapConnector) {
  return {
    host: connector.host,
    // Port 636 speaks TLS from the first byte; any other port must switch to it before the password is sent.
    ...(connector.host.endsWith(':636') ? {} : { startTLS: true }),
    bindDN: connector.bindDN,
    bindPW: reference(connector, 'bind-password'),
    userSearch: {
      baseDN: userSearch.baseDN,
      ...(userSearch.filter ? { filter: userSearch.filter } : {}),
      username: userSearch.username,
      idAttr: userSearch.idAttr ?? 'DN',
      emailAttr: userSearch.emailAttr ?? 'mail',
      nameAttr: userSearch.nameAttr ?? 'cn',
    },
    ...(groupSearch
      ? {
          groupSearch: {
            baseDN: groupSearch.baseDN,
            ...(groupSearch.filter ? { filter: groupSearch.filter } : {}),
            userMatchers: [{ userAttr: groupSearch.userAttr, groupAttr: groupSearch.groupAttr }],
            nameAttr: groupSearch.nameAttr,
          },
        }
      : {}),
  }
}

function secretKeys(connector: Connector): Record<string, SecretSource> {
  if (connector.type === 'ldap') {
    return { 'bind-password': { from: 'user', question: `Password of ${connector.bindDN} at ${connector.host}` } }
  }
  return {
    'client-id': { from: 'user', question: `Client id of the OAuth application at "${connector.name}"` },
    'client-secret': { from: 'user', question: `Client secret of the OAuth application at "${connector.name}"` },
  }
}

function secretName(connector: Connector): string {
  return `connector-${connector.id}`
}

function variable(connector: Pick<Connector, 'id'>, key: string): string {
  return `CONNECTOR_${variablePart(connector.id)}_${variablePart(key)}`
}

/** Dex expands variables inside `storage` and `connectors[].config`, and nowhere else. */
function reference(connector: Pick<Connector, 'id'>, key: string): string {
  return `$${variable(connector, key)}`
}
