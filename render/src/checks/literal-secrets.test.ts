import { createCipheriv, generateKeyPairSync, publicEncrypt, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../model/rendered-object.ts'
import { deployment, testRendering } from '../pods/testing/test-rendering.ts'
import { literalSecretsCheck } from './literal-secrets.ts'

// Put together at run time, so that no scanner takes this file for a leak.
const pem = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ')
const bcrypt = `$2y$10$${'a'.repeat(53)}`
const github = `ghp_${'a'.repeat(36)}`
const jwt = `eyJ${'a'.repeat(12)}.eyJ${'b'.repeat(12)}.${'c'.repeat(12)}`

function paths(...objects: KubeObject[]) {
  const findings = literalSecretsCheck.run(testRendering({ objects }))
  expect(findings.every(({ rule, severity }) => rule === 'secret-literal' && severity === 'error')).toBe(true)
  return findings.map(({ path }) => path)
}

function configMap(text: string, key = 'config'): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'web' }, data: { [key]: text } }
}

function env(variable: string, value: string) {
  return deployment('a', 'a:1', { containers: [{ name: 'a', image: 'a:1', env: [{ name: variable, value }] }] })
}

/** As kubeseal does it: a key for this text alone, encrypted for the controller, and the text encrypted with that key. */
function seal(text: string): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const sessionKey = randomBytes(32)
  const key = publicEncrypt({ key: publicKey, oaepHash: 'sha256' }, sessionKey)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(key.length)
  const cipher = createCipheriv('aes-256-gcm', sessionKey, Buffer.alloc(12))
  return Buffer.concat([length, key, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64')
}

describe('literalSecretsCheck', () => {
  describe('for a SealedSecret', () => {
    const sealed = (encryptedData: Record<string, string>) => ({
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: { name: 'a', namespace: 'web' },
      spec: { encryptedData },
    })

    it('accepts what kubeseal has encrypted, whatever its key is called', () => {
      const value = seal('hunter22')
      expect(paths(sealed({ password: value, 'api-token': value, tls: seal('') }))).toEqual([])
    })

    it.each(['hunter22', Buffer.from('hunter22').toString('base64'), `${seal('x').slice(0, 300)}`])(
      'fires for what nobody has encrypted: %#',
      (value) => {
        expect(paths(sealed({ gotify: value }))).toEqual(['spec.encryptedData.gotify'])
      },
    )
  })

  it('fires for a Secret with values, and not for one without', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a', namespace: 'web' } }
    expect(paths({ ...secret, stringData: { password: 'x' } })).toEqual(['stringData'])
    expect(paths({ ...secret, data: { password: 'eA==' } })).toEqual(['data'])
    expect(paths({ ...secret, type: 'kubernetes.io/service-account-token' })).toEqual([])
  })

  it.each([
    ['a private key', pem],
    ['a bcrypt hash', bcrypt],
    ['a GitHub token', github],
    ['a JSON web token', jwt],
    ['a URL with a password', ['postgres://user', 'hunter22@db/app'].join(':')],
  ])('fires for %s anywhere', (_, text) => {
    expect(
      paths({ apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'a' }, spec: { a: [`x ${text} y`] } }),
    ).toEqual(['spec.a[0]'])
  })

  it.each([
    'password: hunter22',
    '  clientSecret: "hunter22"',
    'DB_PASSWORD=hunter22',
    '{\n"apiKey": "hunter22",\n"a": 1}',
    '- token: hunter22 # rotate',
  ])('fires for %j in a ConfigMap', (text) => {
    expect(paths(configMap(text))).toEqual(['data.config'])
  })

  it.each([
    'clientSecret: $oidc:clientSecret',
    `password: $${'{DB_PASSWORD}'}`,
    'secretName: dex-tls',
    'tokenFile: /var/run/token',
    'token: /var/run/token',
    'password: ""',
    'enablePasswordDB: true',
    'secret: {{ .Values.secret }}',
    '# password: hunter22',
    'passwordConnector: local',
    'token_ttl: 24h',
    'token: 86400',
    'secretEnv: HEADLAMP_SECRET',
    'hashFromEnv: ADMIN_HASH',
    'tokens: stored in a Secret that the bootstrap makes',
    'password: <your password>',
    'issuer: https://dex.ainur.home.arpa',
  ])('accepts %j in a ConfigMap', (text) => {
    expect(paths(configMap(text))).toEqual([])
  })

  it('accepts certificates and digests', () => {
    expect(paths(configMap('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'))).toEqual([])
    expect(paths(configMap(`sha256:${'a'.repeat(64)}`))).toEqual([])
  })

  it.each([
    ['DB_PASSWORD', 'hunter22', 1],
    ['API_TOKEN', 'hunter22', 1],
    ['PASSWORD', '$(DB_PASSWORD)', 0],
    ['DB_PASSWORD_FILE', '/run/secrets/db', 0],
    ['TOKEN', '/run/secrets/token', 0],
    ['TOKEN_TTL', '24h', 0],
    ['DISABLE_PASSWORD', 'true', 0],
    ['SECRET_NAME', 'web-tls', 0],
  ])('the environment variable %s=%s gives %i findings', (variable, value, expected) => {
    expect(paths(env(variable, value))).toHaveLength(expected)
  })

  it.each([
    [['--admin-password=hunter22'], ['args[0]']],
    [['serve', '-client-secret', 'hunter22'], ['args[2]']],
    [['--admin-password', '--verbose'], []],
    [['--admin-password=$(ADMIN_PASSWORD)', '--token-file=/run/token', '--tls-secret=web-tls'], []],
    [['--token=$(TOKEN)', '-secret-name=web', 'password'], []],
  ])('judges the arguments %j', (args, expected) => {
    const found = paths(deployment('web', 'a:1', { containers: [{ name: 'a', image: 'a:1', args }] }))
    expect(found).toEqual(expected.map((path) => `spec.template.spec.containers[0].${path}`))
  })

  it('fires for a credential that an Application hands to a chart or a repository, and not for the name of a Secret', () => {
    const run = (source: Record<string, unknown>) =>
      literalSecretsCheck.run(
        testRendering({
          applications: [
            {
              apiVersion: 'argoproj.io/v1alpha1',
              kind: 'Application',
              metadata: { name: 'db', namespace: 'argocd' },
              spec: { source: { repoURL: 'https://example.com', ...source } },
            },
          ],
        }),
      )
    const values = (auth: object) => ({ helm: { valuesObject: { auth } } })
    expect(run(values({ password: 'hunter22' }))).toMatchObject([
      { object: { kind: 'Application', name: 'db' }, path: 'spec.source.helm.valuesObject.auth.password' },
    ])
    expect(run({ repoURL: 'https://me:hunter22@example.com/lab.git' })).toMatchObject([{ path: 'spec.source.repoURL' }])
    expect(run(values({ existingSecret: 'db-auth', secretName: 'x' }))).toEqual([])
  })

  it.each([
    ['password: hunter22', 1],
    ['auth:\n  clientSecret: hunter22', 1],
    ['env:\n  - name: DB_PASSWORD\n    value: hunter22', 1],
    ['env: [{ name: DB_PASSWORD, value: hunter22 }]', 1],
    ['additionalArguments:\n  - --api-token=hunter22', 1],
    [`tls:\n  key: |\n    ${pem}\n    AAAA`, 1],
    ['auth:\n  existingSecret: db-auth\n  passwordFile: /run/password', 0],
    ['env:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef:\n        name: db\n        key: password', 0],
  ])('judges the values %j of a chart that k3s installs', (valuesContent, expected) => {
    const object = {
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChartConfig',
      metadata: { name: 'traefik', namespace: 'kube-system' },
      spec: { valuesContent },
    }
    expect(paths(object as KubeObject)).toHaveLength(expected)
  })

  it('fires at each place of a value that the object holds twice', () => {
    const login = { password: 'hunter22' }
    const object = { apiVersion: 'example.com/v1', kind: 'Database', metadata: { name: 'a', namespace: 'web' } }
    expect(paths({ ...object, spec: { first: login, second: login } } as KubeObject)).toEqual([
      'spec.first.password',
      'spec.second.password',
    ])
  })

  it('never quotes what it found', () => {
    const objects = [configMap('password: hunter22'), env('TOKEN', 'hunter22'), configMap(github)]
    expect(JSON.stringify(literalSecretsCheck.run(testRendering({ objects })))).not.toMatch(/hunter22|ghp_/)
  })
})
