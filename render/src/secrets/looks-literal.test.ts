import { describe, expect, it } from 'vitest'
import { isLiteralCredential, looksLiteral } from './looks-literal.ts'

describe('looksLiteral', () => {
  it.each(['hunter22', 'admin', 'changeme', 'p@ssword', 'two words', '"hunter22"', '!Zq7x9', 'https://me:x@host'])(
    'takes %j for a credential',
    (value) => {
      expect(looksLiteral(value)).toBe(true)
    },
  )

  it.each([
    '',
    'abc',
    'TRUE',
    'required',
    'placeholder',
    'xxxxxx',
    '********',
    '$(DB_PASSWORD)',
    '$oidc:secret',
    '{{ .Values.x }}',
    '<your password>',
    '%(password)s',
    '@/run/token',
    '/run/secrets/db',
    './token',
    'https://host/token',
    'env:TOKEN',
    'file:///run/token',
    'vault:secret/db',
    'ref+sops://x',
    'op://vault/item',
    '86400',
    '24h',
    '-1.5',
    '512Mi',
    'it is made by hand',
  ])('takes %j for none', (value) => {
    expect(looksLiteral(value)).toBe(false)
  })
})

describe('isLiteralCredential', () => {
  it('takes digits for a credential where people choose one, not where a program counts', () => {
    expect(isLiteralCredential('adminPassword', '123456')).toBe(true)
    expect(isLiteralCredential('DB_PASS', '"1234"')).toBe(true)
    expect(isLiteralCredential('maxTokens', '100000')).toBe(false)
    expect(isLiteralCredential('password', '24h')).toBe(false)
  })

  it('asks for a telling name as well as a telling value', () => {
    expect(isLiteralCredential('existingSecret', 'db-auth')).toBe(false)
    expect(isLiteralCredential('salt', 'hunter22')).toBe(false)
  })

  it.each([
    ['cert-manager.io/inject-ca-from-secret', 'cert-manager/webhook-ca'],
    ['nginx.ingress.kubernetes.io/auth-secret', 'basic-auth'],
    ['credentialSecret', 'minio'],
    ['backup-target-credential-secret', 's3-backup-01'],
    ['passwordSecret', 'db-password'],
  ])('takes %s: %s for the name of a Secret', (name, value) => {
    expect(isLiteralCredential(name, value)).toBe(false)
  })

  it.each([
    ['clientSecret', 'grafana-login'],
    ['oauth.shared_secret', 'basic-auth'],
    ['clientsecret', 'basic-auth'],
    ['AUTH_SECRET', 'q7Zt0v9Lk2'],
    ['credentialSecret', '9f86d081884c7d65'],
    ['dbPassword', 'basic-auth'],
  ])('takes %s: %s for a credential: by that name or with that value it names no Secret', (name, value) => {
    expect(isLiteralCredential(name, value)).toBe(true)
  })
})
