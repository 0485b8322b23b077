import { describe, expect, it } from 'vitest'
import { literalSecretsCheck } from '../checks/literal-secrets.ts'
import { findingsOf } from '../diff/testing/diff-yaml.ts'
import { deployment, named, type Plain, yaml } from '../diff/testing/objects.ts'
import { secretPlaces } from '../diff/testing/secret-places.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import { testRendering } from '../pods/testing/test-rendering.ts'

/** Whether the check of a tree, and the diff that adds the object to one, report a literal secret. */
function verdicts(object: Plain) {
  return {
    check: literalSecretsCheck.run(testRendering({ objects: [object as unknown as KubeObject] })).length > 0,
    diff: findingsOf('secret-literal', yaml(named('v1', 'ConfigMap', 'z')), yaml(object)).length > 0,
  }
}

const env = (name: string, value: string) => deployment({ container: { env: [{ name, value }] } })
const args = (...list: string[]) => deployment({ container: { args: list } })
const config = (text: string) => named('v1', 'ConfigMap', 'c', { data: { config: text } })
const custom = (spec: object) => named('example.com/v1', 'Database', 'd', { spec })

describe('the check and the diff', () => {
  it.each([
    ['a default password', env('ADMIN_PASSWORD', 'admin')],
    ['a default password in a URL', env('URL', 'amqp://guest:guest@rabbit')],
    ['a password in a URL without a user', env('URL', 'redis://:hunter22@db')],
    ['a placeholder that would be used', env('DB_PASSWORD', 'changeme')],
    ['a password of digits', env('DB_PASSWORD', '12345678')],
    ['a number in a file', config('password: 123456\n')],
    ['a short name', env('DB_PASS', 'hunter22')],
    ['a name in the plural', env('API_KEYS', 'abc,def')],
    ['a name without a separator', env('logintoken', 'hunter22')],
    ['a key that signs', env('SIGNING_KEY', 'hunter22')],
    ['a flag and its value', args('serve', '--client-secret', 'hunter22')],
    ['the password of a program', args('redis-cli', '-a', 'hunter22')],
    ['a header', config('header: "Authorization: Bearer 0123456789abcdef0123"\n')],
    ['a field of a custom resource', custom({ adminPassword: 'hunter22' })],
    ['a number in a custom resource', custom({ adminPassword: 123456 })],
  ])('both report %s', (_, object) => {
    expect(verdicts(object)).toEqual({ check: true, diff: true })
  })

  it.each([
    ['the name of a Secret', custom({ existingSecret: 'db-auth', tlsSecret: 'web-tls', secret: 'db-auth' })],
    ['an amount', env('MAX_TOKENS', '100000')],
    ['prose', config('tokens: stored in a Secret that the bootstrap makes\n')],
    ['an empty value', config('password: ""\n')],
    ['a flag that only may hold one', args('--salt', 'hunter22')],
    [
      'the key of an ExternalSecret',
      named('external-secrets.io/v1', 'ExternalSecret', 'e', { spec: { data: [{ secretKey: 'db-password' }] } }),
    ],
    ['the word of a schema', custom({ openAPIV3Schema: { password: 'a string' } })],
  ])('neither reports %s', (_, object) => {
    expect(verdicts(object)).toEqual({ check: false, diff: false })
  })

  it.each(secretPlaces)('agree about %s', (_, object) => {
    const { check, diff } = verdicts(object('Zq7x9KpA4Lm2Rt'))
    expect(check).toBe(diff)
  })
})
