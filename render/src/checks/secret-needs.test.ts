import type { SecretNeed } from '@ainur/constructs'
import { describe, expect, it } from 'vitest'
import { TestApp, testRendering } from '../pods/testing/test-rendering.ts'
import { secretNeedsCheck } from './secret-needs.ts'

const random = { from: 'random', bytes: 16, encoding: 'hex' } as const
type Need = Partial<SecretNeed>

/** Findings about needs: of one app, or of as many as there are lists. */
function found(...apps: readonly Need[][]) {
  const rendering = testRendering({
    apps: (tree) => {
      for (const [index, needs] of apps.entries()) {
        const app = new TestApp(tree, `app-${index}`)
        for (const need of needs)
          app.addSecretNeed({ namespace: 'web', name: 'web', why: 'It signs in.', keys: { a: random }, ...need })
      }
    },
  })
  return secretNeedsCheck
    .run(rendering)
    .map(
      ({ rule, severity, object, path, message }) =>
        `${severity} ${rule} ${object.kind} ${object.namespace}/${object.name} ${path}: ${message}`,
    )
}

describe('secret-need-conflict', () => {
  it('fires for other keys, other values and another type', () => {
    expect(found([{}, { keys: { b: random } }])).toEqual([
      'error secret-need-conflict Secret web/web keys: app-0 needs it twice: with the keys a and with the keys b',
    ])
    expect(found([{}], [{ keys: { a: { ...random, bytes: 32 } } }])).toEqual([
      'error secret-need-conflict Secret web/web keys: app-0 and app-1 need it: with different values of a',
    ])
    expect(found([{}], [{ type: 'kubernetes.io/tls' }])).toEqual([
      'error secret-need-conflict Secret web/web keys: app-0 and app-1 need it: as Opaque and as kubernetes.io/tls',
    ])
  })

  it('accepts the same Secret twice, and one name in two namespaces or kinds', () => {
    expect(found([{}], [{ why: 'It signs in too.' }])).toEqual([])
    expect(found([{}], [{ namespace: 'other', keys: { b: random } }])).toEqual([])
    expect(found([{}], [{ kind: 'ConfigMap', keys: { b: { from: 'lab-ca', part: 'certificate' } } }])).toEqual([])
  })
})

describe('secret-need-source-missing', () => {
  const copy = (fields: object = {}) =>
    ({ keys: { b: { from: 'copy', namespace: 'web', name: 'web', key: 'a', ...fields } } }) as Need

  it('fires for a copy of what no app needs, and of a key that is not there', () => {
    expect(found([{}], [{ name: 'b', ...copy({ name: 'wbe' }) }])).toEqual([
      'error secret-need-source-missing Secret web/b keys["b"]: it is a copy of web/wbe, which no app needs',
    ])
    expect(found([{}], [{ name: 'b', ...copy({ key: 'password' }) }])).toEqual([
      'error secret-need-source-missing Secret web/b keys["b"]: it is a copy of "password" of web/web, which has a',
    ])
  })

  it('fires for a template of keys that are not beside it', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is the format
    const keys = { a: random, file: { from: 'template', text: 'one: ${a}, two: ${b}' } } as const
    expect(found([{ keys }])).toEqual([
      // biome-ignore lint/suspicious/noTemplateCurlyInString: that is the format
      'error secret-need-source-missing Secret web/web keys["file"]: its template names ${b}; such keys are not beside it',
    ])
    expect(found([{ keys: { ...keys, b: random } }])).toEqual([])
  })

  it('accepts a copy of what another app needs', () => {
    expect(found([{ name: 'b', ...copy() }], [{}])).toEqual([])
  })
})
