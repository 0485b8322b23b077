import { describe, expect, it } from 'vitest'
import { holdsCredentials, isPrivateName, isSensitiveName, mayNameCredentials } from './sensitive-name.ts'

describe('isSensitiveName', () => {
  it.each([
    'password',
    'DB_PASSWORD',
    'PGPASSWORD',
    'adminPassword',
    'DB_PASS',
    'redis.pwd',
    'bindPW',
    'bind_pw',
    'clientSecret',
    'clientsecret',
    'logintoken',
    'API_KEYS',
    'tokens',
    'encryptionKey',
    'signing-key',
    'AUTH_KEY',
    'secret_access_key',
    'credentials',
    'awsCredential',
    'example.com/token',
  ])('knows %s', (name) => {
    expect(isSensitiveName(name)).toBe(true)
    expect(isPrivateName(name)).toBe(true)
  })

  it.each([
    'tokenFile',
    'passwordConnector',
    'secretName',
    'bypass',
    'compass',
    'hotkey',
    'key',
    'existingSecret',
    'tlsSecret',
    'imagePullSecret',
    'imagePullSecrets',
    'tokenTTL',
    'publicKey',
  ])('is not misled by %s', (name) => {
    expect(isSensitiveName(name)).toBe(false)
  })

  it.each(['salt', 'JWT', 'existingSecret', 'wpa_psk', 'seedPhrase', 'license-key', 'secrets'])(
    'hides what is called %s, without reporting it',
    (name) => {
      expect([isPrivateName(name), isSensitiveName(name)]).toEqual([true, false])
    },
  )
})

describe('mayNameCredentials', () => {
  it.each([
    'dbPasswd',
    'PASSPHRASE',
    'pwd',
    'bindPW',
    'logintoken',
    'apiKey',
    'clientSecret',
    'credentials',
    'jwt',
    'salt',
    'pepper',
    'wpa_psk',
    'key-data',
    'authorization',
    'requirepass',
    'masterauth',
    'recoveryCode',
    'totp',
    'seedPhrase',
    'mnemonic',
    'passwords',
    'private_keys',
  ])('lets no text pass in which %s is given a value', (name) => {
    expect(isPrivateName(name) || holdsCredentials(name)).toBe(true)
    expect(mayNameCredentials(`{ listen: 80, ${name}: x }`)).toBe(true)
  })

  it('lets an ordinary text pass', () => {
    expect(mayNameCredentials('ghcr.io/example/web:1.2.3')).toBe(false)
  })
})
