import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { clusterWide, named, type Plain, yaml } from '../testing/objects.ts'

const schema = (spec: Plain, more: Plain = {}) => ({
  openAPIV3Schema: {
    type: 'object',
    properties: { apiVersion: { type: 'string' }, metadata: { type: 'object' }, spec, ...more },
  },
})
const object = (properties: Plain, more: Plain = {}) => ({ type: 'object', properties, ...more })
const text = { type: 'string' }
const version = (name: string, spec: Plain, more: Plain = {}, top: Plain = {}) => ({
  name,
  served: true,
  storage: true,
  schema: schema(spec, top),
  ...more,
})
const definition = (versions: object[], spec: Plain = {}) =>
  clusterWide('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'disks.example.io', {
    spec: { group: 'example.io', names: { kind: 'Disk' }, versions, ...spec },
  })
const disk = (spec: Plain, name = 'a') => named('example.io/v1', 'Disk', name, { spec })
const rule = (before: string, after: string) => findingsOf('crd-schema-narrowed', before, after)
/** What is found when the schema of `spec` changes. */
const between = (old: Plain, now: Plain, ...objects: object[]) =>
  rule(yaml(definition([version('v1', old)]), ...objects), yaml(definition([version('v1', now)]), ...objects))
const fields = (old: Plain, now: Plain) => between(object({ x: old }), object({ x: now }))

describe('crd-schema-narrowed', () => {
  it('names the field that goes, and the objects of the tree that set it', () => {
    const found = between(
      object({ size: text, path: text }),
      object({ size: text }),
      disk({ path: '/a' }),
      disk({}, 'b'),
    )
    expect(found).toEqual([
      {
        rule: 'crd-schema-narrowed',
        severity: 'error',
        object: expect.objectContaining({ kind: 'CustomResourceDefinition', name: 'disks.example.io' }),
        path: 'spec.versions',
        message:
          'v1 no longer has spec.path: what objects hold there is shown no more, and their next write erases it. 1 object of the tree still sets it: Disk media/a; server-side apply refuses it from then on, and with it the sync fails.',
        remedy: expect.stringContaining('`kubectl get disks.example.io -A -o yaml`'),
      },
    ])
  })

  it('warns where the objects of the tree leave it out already, and where none uses it', () => {
    const [old, now] = [definition([version('v1', object({ path: text }))]), definition([version('v1', object({}))])]
    expect(rule(yaml(old, disk({ path: '/a' })), yaml(now, disk({})))).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('Until this change Disk media/a set it;') },
    ])
    expect(rule(yaml(old, disk({})), yaml(now, disk({})))).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('No object of the tree sets it;') },
    ])
  })

  it('tells only in passing of what controllers write', () => {
    const status = (properties: Plain) =>
      yaml(definition([version('v1', object({}), {}, { status: object(properties) })]))
    expect(rule(status({ phase: text }), status({}))).toMatchObject([{ severity: 'info' }])
  })

  it.each<[string, Plain, Plain, string]>([
    [
      'a field in the items of a list',
      { type: 'array', items: object({ a: text }) },
      { type: 'array', items: object({}) },
      'no longer has spec.x[].a:',
    ],
    [
      'a field in the values of a map',
      object({}, { additionalProperties: object({ a: text }) }),
      object({}, { additionalProperties: object({}) }),
      'no longer has spec.x.*.a:',
    ],
    [
      'a map that becomes fixed fields',
      object({}, { additionalProperties: text }),
      object({ a: text }),
      'fields of spec.x that the definition does not name:',
    ],
    [
      'unknown fields that are kept no longer',
      object({}, { 'x-kubernetes-preserve-unknown-fields': true }),
      object({}),
      'fields of spec.x that the definition does not name:',
    ],
    [
      'a value of an enumeration',
      { ...text, enum: ['a', 'b'] },
      { ...text, enum: ['a', 'c'] },
      'spec.x no longer takes "b".',
    ],
    ['an enumeration where there was none', text, { ...text, enum: ['a'] }, 'spec.x takes only "a".'],
    ['another type', text, { type: 'integer' }, 'spec.x has to be of type integer (was string).'],
    [
      'one type instead of two',
      { 'x-kubernetes-int-or-string': true },
      { type: 'integer' },
      'has to be of type integer (was integer or string).',
    ],
    ['a field that is needed', object({ a: text }), object({ a: text }, { required: ['a'] }), 'spec.x needs a.'],
    [
      'a lower maximum',
      { type: 'integer', maximum: 9 },
      { type: 'integer', maximum: 5 },
      'spec.x has to be at most 5 (was 9).',
    ],
    [
      'an end that is excluded',
      { type: 'integer', minimum: 1 },
      { type: 'integer', minimum: 1, exclusiveMinimum: true },
      'spec.x has to be at least 1, that value excluded.',
    ],
    ['a limit where there was none', text, { ...text, maxLength: 63 }, 'spec.x may have no more characters than 63.'],
    ['a pattern', text, { ...text, pattern: '^a+$' }, 'spec.x has to match ^a+$.'],
    ['no null', { ...text, nullable: true }, text, 'spec.x may no longer be null.'],
    [
      'a rule in CEL',
      text,
      { ...text, 'x-kubernetes-validations': [{ rule: 'self != ""', message: 'say it' }] },
      'spec.x has a new rule: say it.',
    ],
    ['a condition', text, { ...text, not: { enum: ['a'] } }, 'spec.x has other conditions (not).'],
  ])('reports %s', (_, old, now, message) => {
    expect(fields(old, now)).toMatchObject([{ severity: 'warning', message: expect.stringContaining(message) }])
  })

  it.each<[string, Plain, Plain]>([
    ['descriptions', { ...text, description: 'a' }, { ...text, description: 'b', title: 'c', example: 'd' }],
    ['a field more', object({ a: text }), object({ a: text, b: text })],
    ['a field that becomes one of any keys', object({ a: text }), { type: 'object', additionalProperties: text }],
    ['unknown fields that are kept', object({ a: text }), object({}, { 'x-kubernetes-preserve-unknown-fields': true })],
    ['more values', { ...text, enum: ['a'] }, { ...text, enum: ['b', 'a'] }],
    ['no enumeration any more', { ...text, enum: ['a'] }, text],
    ['a wider type', { type: 'integer' }, { type: 'number' }],
    [
      'two types instead of one',
      text,
      { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
    ],
    [
      'a field that is needed and has a default',
      object({ a: text }),
      object({ a: { ...text, default: '1' } }, { required: ['a'] }),
    ],
    [
      'a field that was needed already',
      object({ a: text }, { required: ['a'] }),
      object({ a: text }, { required: ['a'] }),
    ],
    ['wider limits', { type: 'integer', maximum: 5, minimum: 1 }, { type: 'integer', maximum: 9, minimum: 0 }],
    ['a limit that limits nothing', text, { ...text, minLength: 0 }],
    ['no pattern any more', { ...text, pattern: '^a$' }, text],
    ['a format that is a remark', { type: 'integer' }, { type: 'integer', format: 'int32' }],
    [
      'the layout of a rule',
      { ...text, 'x-kubernetes-validations': [{ rule: 'a ==  b\n' }] },
      { ...text, 'x-kubernetes-validations': [{ rule: 'a == b' }] },
    ],
    ['another default', { ...text, default: 'a' }, { ...text, default: 'b' }],
    ['a rule less', { ...text, 'x-kubernetes-validations': [{ rule: 'true' }] }, text],
    [
      'the message of a rule',
      { ...text, 'x-kubernetes-validations': [{ rule: 'true', message: 'a' }] },
      { ...text, 'x-kubernetes-validations': [{ rule: 'true', message: 'b' }] },
    ],
    [
      'the order of conditions’ keys',
      { ...text, not: { enum: ['a'], type: 'string' } },
      { ...text, not: { type: 'string', enum: ['a'] } },
    ],
  ])('says nothing about %s', (_, old, now) => {
    expect(fields(old, now)).toEqual([])
  })

  it('mentions items that have to differ from now on, and means it where those of the tree do not', () => {
    const list = (more: Plain) => object({ x: { type: 'array', items: object({ name: text }), ...more } })
    const keyed = { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] }
    const items = (...names: string[]) => disk({ x: names.map((name) => ({ name })) })
    expect(between(list({}), list(keyed), items('a', 'b'))).toMatchObject([
      { severity: 'info', message: expect.stringContaining('spec.x may hold one item per name only.') },
    ])
    expect(between(list({}), list(keyed), items('a', 'a'))).toMatchObject([{ severity: 'error' }])
    expect(between(list({}), list({ 'x-kubernetes-list-type': 'set' }), items('a', 'a'))).toMatchObject([
      { severity: 'error', message: expect.stringContaining('spec.x may hold no item twice.') },
    ])
    expect(between(list(keyed), list(keyed), items('a', 'a'))).toEqual([])
  })

  it('counts only the objects that do not comply', () => {
    const limit = (maximum: number) => object({ x: { type: 'integer', maximum } })
    const objects = [disk({ x: 4 }), disk({ x: 6 }, 'b'), disk({}, 'c')]
    expect(between(limit(9), limit(5), ...objects)).toMatchObject([
      { severity: 'error', message: expect.stringMatching(/It concerns 1 object of the tree: Disk media\/b\.$/) },
    ])
    expect(
      between(object({ x: text }), object({ x: text }, { required: ['x'] }), disk({}), disk({ x: 'a' }, 'b')),
    ).toMatchObject([{ severity: 'error', message: expect.stringMatching(/1 object of the tree: Disk media\/a\.$/) }])
  })

  it('never means the fields that all objects have', () => {
    const [old, now] = [schema(object({})), { openAPIV3Schema: object({ spec: object({}) }) }]
    const of = (each: object) => yaml(definition([{ ...version('v1', {}), schema: each }]))
    expect(rule(of(old), of(now))).toEqual([])
  })

  it('tells versions that are narrowed alike once, and leaves versions that are new or gone alone', () => {
    const versions = (spec: Plain, ...more: object[]) =>
      yaml(definition([version('v1', spec), version('v1beta1', spec, { storage: false }), ...more]))
    const found = rule(
      versions(object({ a: text })),
      versions(object({}), version('v2', object({}), { storage: false })),
    )
    expect(found).toMatchObject([{ message: expect.stringContaining('v1 and v1beta1 no longer have spec.a:') }])
    expect(rule(versions(object({ a: text })), yaml(definition([version('v1', object({ a: text }))])))).toEqual([])
  })

  it('follows the objects into the version that is stored from now on, unless a webhook converts them', () => {
    const [old, now] = [object({ a: text }), object({ b: text })]
    const before = yaml(definition([version('v1', old)]), disk({ a: '1' }))
    const after = (spec: Plain) =>
      yaml(definition([version('v1', old, { storage: false }), version('v2', now)], spec), disk({ a: '1' }))
    expect(rule(before, after({}))).toMatchObject([
      {
        severity: 'error',
        message: expect.stringContaining('v2, which is stored instead of v1, no longer has spec.a:'),
      },
    ])
    expect(rule(before, after({ conversion: { strategy: 'Webhook' } }))).toEqual([])
  })

  it('copes with a large and deep definition, and with what is not a schema at all', () => {
    const wide = (names: number, depth: number): Plain =>
      object(
        Object.fromEntries(
          Array.from({ length: names }, (_, at) => [
            `field${at}`,
            depth === 0 ? { ...text, description: 'x'.repeat(40) } : wide(names, depth - 1),
          ]),
        ),
      )
    const large = wide(18, 2)
    expect(JSON.stringify(large).length).toBeGreaterThan(500_000)
    const narrower = structuredClone(large) as { properties: Record<string, { properties: Plain }> }
    delete narrower.properties.field7?.properties.field3
    expect(between(large, narrower)).toMatchObject([{ message: expect.stringContaining('spec.field7.field3:') }])
    let deep: Plain = text
    for (let level = 0; level < 150; level++) deep = object({ a: deep })
    expect(between(deep, deep)).toEqual([])
    for (const odd of [
      null,
      [],
      'x',
      { properties: [], required: 'x', enum: {}, items: 3 },
      { type: 7, properties: { x: 1 } },
    ])
      expect(fields(odd as Plain, text).length + fields(text, odd as Plain).length).toBeGreaterThanOrEqual(0)
  })
})
