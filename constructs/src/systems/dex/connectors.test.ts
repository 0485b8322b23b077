import { describe, expect, it } from 'vitest'
import type { Connector } from '../../cluster/cluster.ts'
import { connectorConfig, connectorSecretEnv, connectorSecretFile, connectorSecretNeed } from './connectors.ts'
import { everyConnector } from './testing/every-connector.ts'
import { unknownFields } from './testing/strict-config.ts'

const issuer = 'https://dex.ainur.home.arpa'

it('renders GitHub with its organisations and the callback of the issuer', () => {
  const github: Connector = { type: 'github', id: 'github', name: 'GitHub', orgs: [{ name: 'lab', teams: ['ops'] }] }
  expect(connectorConfig(github, issuer)).toEqual({
    type: 'github',
    id: 'github',
    name: 'GitHub',
    config: {
      clientID: '$CONNECTOR_GITHUB_CLIENT_ID',
      clientSecret: '$CONNECTOR_GITHUB_CLIENT_SECRET',
      redirectURI: 'https://dex.ainur.home.arpa/callback',
      orgs: [{ name: 'lab', teams: ['ops'] }],
      teamNameField: 'slug',
    },
  })
  expect(connectorSecretEnv(github)).toEqual([
    { variable: 'CONNECTOR_GITHUB_CLIENT_ID', secret: 'connector-github', key: 'client-id' },
    { variable: 'CONNECTOR_GITHUB_CLIENT_SECRET', secret: 'connector-github', key: 'client-secret' },
  ])
})

it('renders OpenID Connect with groups, and scopes only where they are given', () => {
  const oidc: Connector = { type: 'oidc', id: 'work', name: 'Work', issuer: 'https://id.example.com' }
  expect(connectorConfig(oidc, issuer).config).toEqual({
    issuer: 'https://id.example.com',
    clientID: '$CONNECTOR_WORK_CLIENT_ID',
    clientSecret: '$CONNECTOR_WORK_CLIENT_SECRET',
    redirectURI: 'https://dex.ainur.home.arpa/callback',
    insecureEnableGroups: true,
  })
  expect(connectorConfig({ ...oidc, scopes: ['profile', 'groups'] }, issuer).config).toMatchObject({
    scopes: ['profile', 'groups'],
  })
})

const ldap: Connector = {
  type: 'ldap',
  id: 'ldap',
  name: 'LDAP',
  host: 'ldap.ainur.home.arpa:636',
  bindDN: 'cn=dex,dc=ainur',
  userSearch: { baseDN: 'ou=people,dc=ainur', username: 'uid' },
  groupSearch: { baseDN: 'ou=groups,dc=ainur', userAttr: 'DN', groupAttr: 'member', nameAttr: 'cn' },
}

it('renders LDAP with the usual attributes', () => {
  expect(connectorConfig(ldap, issuer).config).toEqual({
    host: 'ldap.ainur.home.arpa:636',
    bindDN: 'cn=dex,dc=ainur',
    bindPW: '$CONNECTOR_LDAP_BIND_PASSWORD',
    userSearch: { baseDN: 'ou=people,dc=ainur', username: 'uid', idAttr: 'DN', emailAttr: 'mail', nameAttr: 'cn' },
    groupSearch: {
      baseDN: 'ou=groups,dc=ainur',
      userMatchers: [{ userAttr: 'DN', groupAttr: 'member' }],
      nameAttr: 'cn',
    },
  })
  expect(connectorSecretNeed(ldap)?.keys).toEqual({
    'bind-password': { from: 'user', question: 'Password of cn=dex,dc=ainur at ldap.ainur.home.arpa:636' },
  })
})

it('never sends an LDAP password in the clear: a port other than 636 starts TLS', () => {
  expect(connectorConfig({ ...ldap, host: 'ldap.ainur.home.arpa:389' }, issuer).config).toMatchObject({
    startTLS: true,
  })
  expect(connectorConfig(ldap, issuer).config).not.toHaveProperty('startTLS')
})

describe.each(everyConnector.map((connector) => [connector.type, connector] as const))(
  'a connector %s',
  (_, connector) => {
    const { config } = connectorConfig(connector, issuer)

    it('with all its settings has no field that Dex does not know', () => {
      expect(unknownFields({ connectors: [connectorConfig(connector, issuer)] })).toEqual([])
    })

    it('loses none of its settings', () => {
      const told = JSON.stringify(config)
      const { type: _, id: __, name: ___, more: ____, ...settings } = connector
      for (const value of leaves(
        'headersTrustedBecause' in settings ? { ...settings, headersTrustedBecause: [] } : settings,
      )) {
        expect(told).toContain(JSON.stringify(value))
      }
    })

    it('names a variable for each secret, and asks for each', () => {
      const named = [...JSON.stringify(config).matchAll(/"\$([A-Z0-9_]+)"/g)].map(([, name]) => name)
      expect(named.sort()).toEqual(
        connectorSecretEnv(connector)
          .map(({ variable }) => variable)
          .sort(),
      )
      const files = connectorSecretFile(connector) ? [connectorSecretFile(connector)?.key] : []
      const asked = Object.keys(connectorSecretNeed(connector)?.keys ?? {})
      expect([...connectorSecretEnv(connector).map(({ key }) => key), ...files].sort()).toEqual(asked.sort())
    })
  },
)

function leaves(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value]
}

it('reads the groups of Google with a key file that is asked for', () => {
  const google: Connector = {
    type: 'google',
    id: 'google',
    name: 'Google',
    hostedDomains: ['example.org'],
    domainToAdminEmail: { '*': 'admin@example.org' },
  }
  expect(connectorConfig(google, issuer).config).toMatchObject({
    serviceAccountFilePath: '/etc/dex-connectors/google/service-account.json',
  })
  expect(connectorSecretFile(google)).toEqual({
    secret: 'connector-google',
    key: 'service-account.json',
    volume: 'connector-google',
    directory: '/etc/dex-connectors/google',
  })
  const { domainToAdminEmail: _, ...without } = google
  expect(connectorSecretFile(without)).toBeUndefined()
  expect(connectorConfig(without, issuer).config).not.toHaveProperty('serviceAccountFilePath')
})

it('passes on what is under more, and does not say why headers are believed', () => {
  expect(
    connectorConfig(
      { type: 'oidc', id: 'a', name: 'A', issuer: 'https://a.lan', more: { pkceChallenge: 'S256' } },
      issuer,
    ).config,
  ).toMatchObject({ pkceChallenge: 'S256' })
  const proxy: Connector = { type: 'authproxy', id: 'p', name: 'P', headersTrustedBecause: 'the ingress sets them' }
  expect(connectorConfig(proxy, issuer).config).toEqual({})
})
