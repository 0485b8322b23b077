import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { deployment, named, yaml } from '../testing/objects.ts'

const rule = (before: object, after: object) => findingsOf('secret-literal', yaml(before), yaml(after))
const nothing = named('v1', 'ConfigMap', 'z')
const env = (name: string, value: string) => deployment({ container: { env: [{ name, value }] } })
const config = (data: object) => named('v1', 'ConfigMap', 'c', { data })

describe('secret-literal', () => {
  it.each([
    ['a Secret', named('v1', 'Secret', 's', { stringData: { a: 'x1y2z3' } })],
    ['a variable', env('DB_PASSWORD', 'correct-horse')],
    ['a flag', deployment({ container: { args: ['--client-secret=correct-horse'] } })],
    ['a key of a ConfigMap', config({ 'api-key': 'correct-horse' })],
    ['a document in a ConfigMap', config({ 'app.yaml': 'db:\n  password: correct-horse\n' })],
    ['a private key', config({ 'tls.key': '-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----\n' })],
    ['a password in a URL', config({ url: 'postgres://user:correcthorse@db/app' })],
    [
      'Helm values',
      named('argoproj.io/v1alpha1', 'Application', 'a', {
        spec: { source: { helm: { values: 'admin:\n  password: correct-horse\n' } } },
      }),
    ],
  ])('reports %s', (_, after) => {
    const findings = rule(nothing, after)
    expect(findings).toHaveLength(1)
    expect(JSON.stringify(findings)).not.toMatch(/correct-?horse|x1y2z3|MIIabc/)
  })

  it.each([
    [
      'a reference',
      deployment({
        container: { env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }] },
      }),
    ],
    ['a placeholder', env('DB_PASSWORD', '$(OTHER)')],
    ['a switch', env('USE_PASSWORD', 'true')],
    ['the path of a file', env('DB_PASSWORD', '/run/secrets/db')],
    ['a reference of Argo CD', config({ 'oidc.config': 'clientSecret: $oidc:client-secret\n' })],
    ['an empty Secret', named('v1', 'Secret', 's', { type: 'Opaque' })],
    [
      'the name of a Secret',
      named('cert-manager.io/v1', 'Certificate', 'c', { spec: { secretName: 'web-certificate' } }),
    ],
  ])('says nothing about %s', (_, after) => {
    expect(rule(nothing, after)).toEqual([])
  })

  // Put together here, so that no scanner takes this file for a leak.
  it.each([
    ['bcrypt hash', `$2a$10$${'a'.repeat(53)}`],
    ['Google API key', `AI${'za'}${'b'.repeat(35)}`],
    ['Stripe key', `sk_${'live'}_${'c'.repeat(24)}`],
    ['k3s token', `K10${'d'.repeat(64)}::server:e`],
    ['age key', `AGE-SECRET-${'KEY'}-1${'Q'.repeat(58)}`],
    ['GitHub token', `gh${'p'}_${'f'.repeat(36)}`],
  ])('knows a %s by its form, in any place', (_, value) => {
    const findings = rule(nothing, config({ 'start.sh': `run it with ${value} now\n` }))
    expect(findings).toHaveLength(1)
    expect(JSON.stringify(findings)).not.toContain(value)
  })

  it('says nothing about a secret that was there before', () => {
    expect(
      rule(
        env('DB_PASSWORD', 'correct-horse'),
        deployment({
          image: 'registry.example/web:2.0.0',
          container: { env: [{ name: 'DB_PASSWORD', value: 'correct-horse' }] },
        }),
      ),
    ).toEqual([])
  })
})
