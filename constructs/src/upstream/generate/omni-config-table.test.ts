import { describe, expect, it } from 'vitest'
import { omniConfigFile, omniConfigTable } from './omni-config-table.ts'

const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  required: ['services'],
  properties: {
    services: { $ref: '#/definitions/Services', properties: { port: { default: 80 } } },
    level: { type: 'string', enum: ['debug', 'info'], description: 'How much.', default: 'info' },
    every: { type: 'string', pattern: '^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$', 'x-pattern-message': 'Go' },
    url: { type: 'string', pattern: '^https://' },
    rules: { type: 'object', additionalProperties: { type: 'string' } },
    mirrors: { type: 'array', items: { type: 'string' } },
    off: { type: 'boolean', const: false },
  },
  definitions: {
    Services: {
      type: 'object',
      properties: { port: { type: 'integer', minimum: 0 }, name: { type: 'string', minLength: 1 } },
    },
  },
}

describe('omniConfigTable', () => {
  it('says of each field what it takes, and no prose', () => {
    expect(omniConfigTable(schema)).toEqual({
      services: { port: 'integer>=0', name: 'string+' },
      level: ['debug', 'info'],
      every: 'duration',
      url: '/^https:///',
      rules: 'string{}',
      mirrors: 'string[]',
      off: 'false',
    })
  })

  it.each([
    ['another limit', { type: 'string', maxLength: 3 }],
    ['a list of objects', { type: 'array', items: { type: 'object' } }],
    ['alternatives', { anyOf: [{ type: 'string' }] }],
  ])('refuses %s, rather than lose it', (_, field) => {
    expect(() => omniConfigTable({ properties: { a: { type: 'object', properties: { b: field } } } })).toThrow(
      /^a\.b: the table has no word for /,
    )
  })

  it('has the same digest with other texts, and another one with another field', () => {
    const digest = (change: object) => omniConfigFile({ ...schema, ...change }, 'v1').sha256
    expect(digest({ description: 'texts' })).toBe(digest({}))
    expect(digest({ properties: { level: { type: 'boolean' } } })).not.toBe(digest({}))
  })
})
