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
})
