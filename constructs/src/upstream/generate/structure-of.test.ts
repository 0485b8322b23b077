import { expect, test } from 'vitest'
import { structureOf } from './structure-of.ts'

const versionWith = (schema: object) => ({ versions: [{ name: 'v1', schema: { openAPIV3Schema: schema } }] })

test('drops descriptions of schemas and columns, and deprecation warnings', () => {
  const spec = {
    group: 'example.org',
    versions: [
      {
        name: 'v1',
        deprecated: true,
        deprecationWarning: 'text',
        additionalPrinterColumns: [
          { name: 'Age', type: 'date', jsonPath: '.metadata', priority: 1, description: 'text' },
        ],
        schema: { openAPIV3Schema: { type: 'object', description: 'text', title: 'text' } },
        subresources: { status: {} },
      },
    ],
  }
  expect(structureOf(spec)).toEqual({
    group: 'example.org',
    versions: [
      {
        name: 'v1',
        deprecated: true,
        additionalPrinterColumns: [{ name: 'Age', type: 'date', jsonPath: '.metadata', priority: 1 }],
        schema: { openAPIV3Schema: { type: 'object' } },
        subresources: { status: {} },
      },
    ],
  })
})

test('goes into every kind of schema below a schema', () => {
  const inner = { type: 'string', description: 'text' }
  const schema = {
    properties: { a: inner },
    items: inner,
    additionalProperties: inner,
    not: inner,
    allOf: [inner],
    anyOf: [inner],
    oneOf: [inner],
  }
  expect(JSON.stringify(structureOf(versionWith(schema)))).not.toContain('text')
  expect(structureOf(versionWith({ additionalProperties: true }))).toEqual(versionWith({ additionalProperties: true }))
})

test('keeps fields that are called like a keyword, and values that look like a schema', () => {
  const schema = {
    properties: {
      description: { type: 'string' },
      title: { type: 'object', properties: { example: { type: 'string' } } },
      set: { type: 'object', default: { description: 'a value' }, enum: [{ title: 'another' }] },
    },
  }
  expect(structureOf(versionWith(schema))).toEqual(versionWith(schema))
})

test("keeps validation rules without upstream's message, and gives one where the API server demands it", () => {
  const rules = [
    { rule: 'self > 0', message: 'text', messageExpression: "'text'", reason: 'FieldValueForbidden', fieldPath: '.a' },
    { rule: 'self > 0 &&\nself < 9', message: 'text' },
  ]
  expect(structureOf(versionWith({ 'x-kubernetes-validations': rules }))).toEqual(
    versionWith({
      'x-kubernetes-validations': [
        { rule: 'self > 0', reason: 'FieldValueForbidden', fieldPath: '.a' },
        { rule: 'self > 0 &&\nself < 9', message: 'a rule of this schema is not met' },
      ],
    }),
  )
})
