import { expect, it } from 'vitest'
import { satisfyNeeds } from './satisfy-needs.ts'

const ca = { certificate: 'the certificate', key: 'the key' }
const why = 'a test'

it('makes each value as the bootstrap would, and the same one where it is copied', () => {
  const [secret, copy, configMap] = satisfyNeeds(
    [
      {
        namespace: 'a',
        name: 'b',
        type: 'kubernetes.io/tls',
        why,
        keys: {
          'tls.key': { from: 'lab-ca', part: 'private-key' },
          random: { from: 'random', bytes: 4, encoding: 'hex' },
          // biome-ignore lint/suspicious/noTemplateCurlyInString: how needs write it
          text: { from: 'template', text: 'x=${random}' },
          plain: { from: 'literal', value: 'plain' },
        },
      },
      { namespace: 'c', name: 'd', why, keys: { again: { from: 'copy', namespace: 'a', name: 'b', key: 'random' } } },
      {
        kind: 'ConfigMap',
        namespace: 'c',
        name: 'roots',
        labels: { a: 'b' },
        why,
        keys: { 'ca.crt': { from: 'lab-ca', part: 'certificate' } },
      },
    ],
    ca,
  )
  const random = secret?.stringData.random
  expect(random).toMatch(/^[0-9a-f]{8}$/)
  expect(secret).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace: 'a', name: 'b' },
    type: 'kubernetes.io/tls',
    stringData: { 'tls.key': 'the key', random, text: `x=${random}`, plain: 'plain' },
  })
  expect(copy?.stringData).toEqual({ again: random })
  expect(configMap).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace: 'c', name: 'roots', labels: { a: 'b' } },
    data: { 'ca.crt': 'the certificate' },
  })
})

it('refuses a copy of what nobody needs', () => {
  const keys = { key: { from: 'copy', namespace: 'a', name: 'none', key: 'x' } } as const
  expect(() => satisfyNeeds([{ namespace: 'a', name: 'b', why, keys }], ca)).toThrow('no app needs a/none')
})
