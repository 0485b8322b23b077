import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { named, yaml } from '../testing/objects.ts'

interface Client {
  readonly id: string
  readonly public?: boolean
  readonly redirectURIs: readonly string[]
}

const dex = (...staticClients: Client[]) =>
  named('v1', 'ConfigMap', 'dex', { data: { 'config.yaml': JSON.stringify({ issuer: 'x', staticClients }) } })
const ingress = (host: string) =>
  named('networking.k8s.io/v1', 'Ingress', host.replace('*', 'all'), { spec: { rules: [{ host }], tls: [{}] } })
const client = (...redirectURIs: string[]): Client => ({ id: 'web', redirectURIs })
const rule = (before: object[], after: object[]) => findingsOf('sign-in-client', yaml(...before), yaml(...after))

const web = ingress('web.lab')
const callback = 'https://web.lab/callback'

describe('sign-in-client', () => {
  it('reports a redirect to a host that the tree does not serve', () => {
    expect(
      rule([web, dex(client(callback))], [web, dex(client(callback, 'https://web.example/callback'))]),
    ).toMatchObject([
      {
        severity: 'warning',
        object: { kind: 'ConfigMap', name: 'dex' },
        path: 'data["config.yaml"] > staticClients[0]',
        message:
          'Sign-ins of web are sent to https://web.example/callback too: no route of this tree serves that host, so whoever does receives the codes.',
      },
    ])
  })

  it.each([
    ['https://*.lab/callback', 'error', 'a pattern'],
    ['*', 'error', 'a pattern'],
    ['http://web.lab/callback', 'warning', 'in the clear'],
  ])('reports a redirect to %s', (uri, severity, text) => {
    expect(rule([web, dex(client(callback))], [web, dex(client(callback, uri))])).toMatchObject([
      { severity, message: expect.stringContaining(text) },
    ])
  })

  it('reports a client that becomes public, and a new public one that is reached over the network', () => {
    const open = { ...client(callback), public: true }
    expect(rule([web, dex(client(callback))], [web, dex(open)])).toMatchObject([
      { severity: 'error', message: expect.stringContaining('web becomes public') },
    ])
    expect(rule([web, dex()], [web, dex(open)])).toMatchObject([{ severity: 'warning' }])
  })

  it('reports a host that is still served, but to which nobody comes back', () => {
    const message = expect.stringContaining('no longer sent to web.lab')
    expect(rule([web, dex(client(callback))], [web, dex()])).toMatchObject([{ severity: 'warning', message }])
    const moved = [web, ingress('new.lab'), dex(client('https://new.lab/callback'))]
    expect(rule([web, dex(client(callback))], moved)).toMatchObject([{ severity: 'warning', message }])
  })

  it('reads the clients of other providers, in custom resources too', () => {
    const realm = (publicClient: boolean) =>
      named('k8s.keycloak.org/v2alpha1', 'KeycloakRealmImport', 'lab', {
        spec: { realm: { clients: [{ clientId: 'web', publicClient, redirectUris: [callback] }] } },
      })
    expect(rule([web, realm(false)], [web, realm(true)])).toMatchObject([{ path: 'spec.realm.clients[0]' }])
    const authelia = (uri: string) =>
      named('v1', 'ConfigMap', 'authelia', {
        data: { 'configuration.yml': JSON.stringify({ clients: [{ client_id: 'web', redirect_uris: [uri] }] }) },
      })
    expect(rule([web, authelia(callback)], [web, authelia('https://web.example/a')])).toHaveLength(2)
  })

  it.each<[string, object[], object[]]>([
    ['a new app with its route', [dex()], [web, dex(client(callback))]],
    ['a host below a wildcard', [dex()], [ingress('*.lab'), dex(client(callback))]],
    ['another path of the same host', [web, dex(client(callback))], [web, dex(client('https://web.lab/oauth2'))]],
    ['an app that goes with its route', [web, dex(client(callback))], [dex()]],
    [
      'a command line',
      [dex()],
      [dex({ ...client('http://localhost:8085/callback', 'http://127.0.0.1/'), public: true })],
    ],
    ['an app on a phone', [dex()], [dex(client('app.immich:///oauth-callback', '/device/callback'))]],
    ['a client that gets a secret', [web, dex({ ...client(callback), public: true })], [web, dex(client(callback))]],
    ['what was there before', [dex(client('https://nas.lab/')), web], [dex(client('https://nas.lab/'))]],
    [
      'a list of that name in plain text',
      [dex()],
      [named('v1', 'ConfigMap', 'a', { data: { note: 'redirectURIs: [*]' } })],
    ],
  ])('says nothing about %s', (_, before, after) => {
    expect(rule(before, after)).toEqual([])
  })
})
