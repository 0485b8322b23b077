import { expect, test } from 'vitest'
import { trimSchema } from './trim-schema.ts'

test('drops descriptions, defaults, examples and CEL rules at every level', () => {
  const raw = {
    description: 'x',
    type: 'object',
    'x-kubernetes-validations': [{ rule: 'true' }],
    properties: { a: { type: 'array', items: { type: 'string', description: 'x', default: 'y', example: 'z' } } },
    additionalProperties: { type: 'integer', title: 'x' },
  }
  expect(trimSchema(raw)).toEqual({
    type: 'object',
    properties: { a: { type: 'array', items: { type: 'string' } } },
    additionalProperties: { type: 'integer' },
  })
})

test('keeps fields that are called like a keyword', () => {
  const names = ['default', 'description', 'properties', 'items', 'example', '$ref']
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'string', description: 'x' }]))
  expect(Object.keys(trimSchema({ type: 'object', properties }).properties ?? {})).toEqual(names)
})

test('does not require what has a default, since the server fills it in before it validates', () => {
  const raw = { required: ['a', 'b'], properties: { a: { type: 'string', default: 'x' }, b: { type: 'string' } } }
  expect(trimSchema(raw).required).toEqual(['b'])
})

test('keeps the default of a list key, which completes the identity of an item', () => {
  const items = { properties: { port: { type: 'integer' }, protocol: { type: 'string', default: 'TCP' } } }
  const raw = { type: 'array', 'x-kubernetes-list-map-keys': ['port', 'protocol'], items }
  expect(trimSchema(raw).items?.properties?.protocol).toEqual({ type: 'string', default: 'TCP' })
})

test('drops the anyOf that only repeats int-or-string, and keeps any other', () => {
  const anyOf = [{ type: 'integer' }, { type: 'string' }]
  expect(trimSchema({ anyOf, 'x-kubernetes-int-or-string': true })).toEqual({ 'x-kubernetes-int-or-string': true })
  expect(trimSchema({ anyOf })).toEqual({ anyOf })
})
