import { expect, it } from 'vitest'
import type { Connector } from '../../cluster/cluster.ts'
import { connectorConfig, connectorSecretEnv, connectorSecretNeed } from './connectors.ts'

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
  expect(connectorSecretNeed(ldap).keys).toEqual({
    'bind-password': { from: 'user', question: 'Password of cn=dex,dc=ainur at ldap.ainur.home.arpa:636' },
  })
})

it('never sends an LDAP password in the clear: a port other than 636 starts TLS', () => {
  expect(connectorConfig({ ...ldap, host: 'ldap.ainur.home.arpa:389' }, issuer).config).toMatchObject({
    startTLS: true,
  })
  expect(connectorConfig(ldap, issuer).config).not.toHaveProperty('startTLS')
})
