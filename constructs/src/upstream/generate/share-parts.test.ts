import { expect, test } from 'vitest'
import type { CrdFile } from '../crds.ts'
import { readableJson } from './readable-json.ts'
import { shareParts } from './share-parts.ts'

const name = { type: 'string', minLength: 1, maxLength: 63, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' }
const template = {
  type: 'object',
  required: ['name'],
  properties: { name, labels: { type: 'object', additionalProperties: { type: 'string', maxLength: 63 } } },
}

function crd(kind: string, properties: object) {
  const versions = [{ name: 'v1', schema: { openAPIV3Schema: { type: 'object', properties } } }]
  return { name: `${kind.toLowerCase()}s.example.org`, spec: { names: { kind }, versions } as Record<string, unknown> }
}

/** Puts every definition back in its place. */
function inline({ definitions, crds }: CrdFile): unknown {
  return JSON.parse(JSON.stringify(crds), (_, value) =>
    typeof value?.$ref === 'string' ? inline({ definitions, crds: definitions[value.$ref] as CrdFile['crds'] }) : value,
  )
}

const pot = crd('Pot', { first: template, second: template, extra: { type: 'string' } })
const pan = crd('Pan', { lid: { type: 'array', items: template } })

test('what occurs several times becomes one definition, named after its first place; small things stay', () => {
  const { definitions, crds } = shareParts([pot, pan])
  expect(definitions).toEqual({ 'Pot.first': template })
  expect(JSON.stringify(crds[0])).toContain('"extra":{"type":"string"}')
})

test('nothing is lost: with the definitions back in place the specs are those given', () => {
  expect(inline(shareParts([pot, pan]))).toEqual([pot, pan])
  const other = crd('Lid', { a: { ...template, required: ['labels'] }, b: template })
  expect(inline(shareParts([pot, other]))).toEqual([pot, other])
})

test('two parts whose places read the same get two names', () => {
  const list = { a: { type: 'array', items: template, 'x-kubernetes-list-type': 'atomic' }, b: template }
  const twice = crd('Rack', { ...list, c: list.a })
  expect(inline(shareParts([twice]))).toEqual([twice])
  expect(Object.keys(shareParts([twice]).definitions)).toEqual(['Rack.a', 'Rack.a~2'])
})

test('the order of keys in the input does not change a byte of the output', () => {
  const reversed = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(reversed)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, inner]) => [key, reversed(inner)]),
          )
        : value
  const same = { name: pot.name, spec: reversed(pot.spec) as Record<string, unknown> }
  expect(readableJson(shareParts([same]))).toBe(readableJson(shareParts([pot])))
})

test('a schema with a $ref of its own is refused', () => {
  expect(() => shareParts([crd('Pot', { a: { $ref: '#/x' } })])).toThrow('pots.example.org: its schema has a $ref')
})
