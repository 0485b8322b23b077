import { expect, test } from 'vitest'
import { type Choices, interfaces } from './interfaces.ts'
import type { RawSchema } from './raw-schema.ts'

const none: Choices = { omitted: [], kept: [], names: {}, types: [], docs: {} }
const text: RawSchema = { type: 'string' }
const item: RawSchema = { type: 'object', required: ['name'], properties: { name: text, count: { type: 'integer' } } }

test('an object becomes an interface, its lists and maps readonly, what is not required optional', () => {
  const properties: Record<string, RawSchema> = {
    items: { type: 'array', items: item },
    labels: { type: 'object', additionalProperties: text },
    port: { 'x-kubernetes-int-or-string': true },
    free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    anything: { 'x-kubernetes-preserve-unknown-fields': true },
    on: { type: 'boolean' },
  }
  const choices: Choices = { ...none, docs: { 'A.spec.items': 'The items.' }, names: { 'A.spec.items[]': 'Item' } }
  expect(interfaces({ 'A.spec': { type: 'object', required: ['on'], properties } }, choices)).toBe(`\
export interface Item {
  readonly name: string
  readonly count?: number
}

export interface ASpec {
  /** The items. */
  readonly items?: readonly Item[]
  readonly labels?: Readonly<Record<string, string>>
  readonly port?: number | string
  readonly free?: Readonly<Record<string, unknown>>
  readonly anything?: unknown
  readonly on: boolean
}
`)
})

test('objects of one shape share the interface of the first', () => {
  const result = interfaces({ 'A.spec': { type: 'object', properties: { one: item, two: item } } }, none)
  expect(result).toContain('readonly one?: ASpecOne\n  readonly two?: ASpecOne\n')
  expect(result).not.toContain('ASpecTwo')
})

test('an omitted field is left out unless it is kept', () => {
  const properties = { secret: text, other: { type: 'object', properties: { secret: text } } }
  const choices = { ...none, omitted: [/\.secret$/], kept: [/other\.secret$/] }
  const result = interfaces({ 'A.spec': { type: 'object', properties } }, choices)
  expect(result.match(/secret/g)).toHaveLength(1)
})

test('a chosen type replaces that of the schema, in parentheses inside a list', () => {
  const properties = { modes: { type: 'array', items: text } }
  const choices: Choices = { ...none, types: [[/modes\[\]$/, "'a' | 'b'"]] }
  expect(interfaces({ 'A.spec': { type: 'object', properties } }, choices)).toContain("readonly ('a' | 'b')[]")
})

test('choices about paths that are gone stop the generation', () => {
  const roots = { 'A.spec': { type: 'object', properties: { a: text } } }
  expect(() => interfaces(roots, { ...none, docs: { 'A.spec.b': 'Gone.' } })).toThrow('A.spec.b')
  expect(() => interfaces(roots, { ...none, names: { 'A.spec.c[]': 'C' } })).toThrow('A.spec.c[]')
  expect(() => interfaces(roots, { ...none, types: [[/gone$/, 'never']] })).toThrow('gone')
})

test('two shapes of one name stop the generation', () => {
  const properties = { one: item, two: { type: 'object', properties: { other: text } } }
  const names = { 'A.spec.one': 'Same', 'A.spec.two': 'Same' }
  expect(() => interfaces({ 'A.spec': { type: 'object', properties } }, { ...none, names })).toThrow(
    'A.spec.two: another shape is already called Same',
  )
})
