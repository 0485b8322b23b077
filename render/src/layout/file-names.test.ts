import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileNames } from './file-names.ts'
import { type Identity, identityKey } from './identity.ts'

const object = (kind: string, name: string, namespace = '', group = ''): Identity => ({ group, kind, namespace, name })

describe('fileNames', () => {
  it.each<[string, Identity[], string[]]>([
    ['kind and name', [object('Service', 'dex', 'dex')], ['Service-dex.yaml']],
    [
      'namespaces, for all members, where only those differ',
      [object('Role', 'r', 'a'), object('Role', 'r', 'b'), object('Role', 'other', 'a')],
      ['Role-a-r.yaml', 'Role-b-r.yaml', 'Role-other.yaml'],
    ],
    [
      'groups, for all members, where only those differ',
      [object('Service', 's', 'a'), object('Service', 's', 'a', 'serving.knative.dev')],
      ['Service.core-s.yaml', 'Service.serving.knative.dev-s.yaml'],
    ],
    [
      'both, where both differ',
      [object('Ingress', 'i', 'a', 'x.io'), object('Ingress', 'i', 'b', 'y.io'), object('Ingress', 'i', 'b', 'x.io')],
      ['Ingress.x.io-a-i.yaml', 'Ingress.y.io-b-i.yaml', 'Ingress.x.io-b-i.yaml'],
    ],
    [
      'a hash, where names differ only in case',
      [
        object('ClusterRole', 'Admin', '', 'rbac.authorization.k8s.io'),
        object('ClusterRole', 'admin', '', 'rbac.authorization.k8s.io'),
      ],
      ['ClusterRole-Admin-8d4ae24565.yaml', 'ClusterRole-admin-344e7c6933.yaml'],
    ],
    ['colons as they are', [object('ClusterRole', 'system:coredns')], ['ClusterRole-system:coredns.yaml']],
    ['separators escaped', [object('X', 'a/b'), object('X', '..\\c')], ['X-a%2Fb.yaml', 'X-..%5Cc.yaml']],
  ])('name %s', (_, identities, names) => {
    expect(fileNames(identities)).toEqual(names)
  })

  it('qualifies a name that a qualified one happens to meet', () => {
    const names = fileNames([object('Role', 'b', 'a'), object('Role', 'b', 'c'), object('Role', 'a-b', 'd')])
    expect(names[1]).toBe('Role-c-b.yaml')
    expect(names[0]).toMatch(/^Role-a-b-[0-9a-f]{10}\.yaml$/)
    expect(names[2]).toMatch(/^Role-a-b-[0-9a-f]{10}\.yaml$/)
    expect(names[0]).not.toBe(names[2])
  })

  it('shortens names that no file system takes, keeping them apart', () => {
    const long = 'x'.repeat(252)
    const names = fileNames([
      object('CustomResourceDefinition', `${long}a`),
      object('CustomResourceDefinition', `${long}b`),
    ])
    for (const name of names) expect(Buffer.byteLength(name)).toBe(255)
    expect(new Set(names).size).toBe(2)
  })

  it('refuses an object that is in the folder twice', () => {
    expect(() => fileNames([object('A', 'a', 'n'), object('A', 'a', 'n')])).toThrow('/A/n/a is in the folder 2 times')
  })

  it('gives every object a name of its own, whatever the order and the case', () => {
    const word = fc.constantFrom('a', 'A', 'b', 'a-b', 'b-a', 'a-a', 'core')
    const identity = fc.record({
      group: fc.constantFrom('', 'x.io', 'X.io'),
      kind: fc.constantFrom('K', 'k', 'K-a'),
      namespace: fc.oneof(fc.constant(''), word),
      name: word,
    })
    fc.assert(
      fc.property(fc.uniqueArray(identity, { selector: identityKey, maxLength: 30 }), (identities) => {
        const names = fileNames(identities)
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(identities.length)
        expect(fileNames(identities.toReversed())).toEqual(names.toReversed())
      }),
      { numRuns: 300 },
    )
  })
})
