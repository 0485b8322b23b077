import { expect, test } from 'vitest'
import { stableJson } from '../../text/stable-json.ts'
import type { Schema, SchemaFile } from '../schema.ts'
import { compress } from './compress.ts'
import { deduplicate } from './deduplicate.ts'
import { mapChildren } from './map-schema.ts'

const template: Schema = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, labels: { type: 'object', additionalProperties: { type: 'string' } } },
}
const root = (extra: Schema): Schema => ({ type: 'object', properties: { first: template, second: template, extra } })
const kinds = {
  'example.org/v1': { A: root({ type: 'string' }), B: root({ type: 'array', items: template }) },
}

/** Puts every definition back in its place. */
function inline({ definitions, kinds: deduplicated }: SchemaFile): SchemaFile['kinds'] {
  const expand = (schema: Schema): Schema =>
    schema.$ref === undefined ? mapChildren(schema, expand) : expand(definitions[schema.$ref] as Schema)
  return Object.fromEntries(
    Object.entries(deduplicated).map(([apiVersion, perKind]) => [
      apiVersion,
      Object.fromEntries(Object.entries(perKind).map(([kind, schema]) => [kind, expand(schema)])),
    ]),
  )
}

test('what occurs several times becomes one definition, small things stay in place', () => {
  const file = deduplicate(kinds)
  expect(Object.values(file.definitions)).toEqual([template])
  expect(file.kinds['example.org/v1']?.A?.properties?.extra).toEqual({ type: 'string' })
})

test('nothing is lost: with the definitions back in place the schemas are those given', () => {
  expect(inline(deduplicate(kinds))).toEqual(kinds)
})

test('schemas that differ in one keyword are kept apart', () => {
  const other = { ...template, required: ['name', 'labels'] }
  const differing = { 'example.org/v1': { A: root(template), B: root(other) } }
  expect(inline(deduplicate(differing))).toEqual(differing)
})

test('the order of keys in the input does not change a byte of the output', () => {
  const reversed = (value: unknown): unknown =>
    Array.isArray(value) || typeof value !== 'object' || value === null
      ? value
      : Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, inner]) => [key, reversed(inner)]),
        )
  const bytes = (value: SchemaFile['kinds']) => compress(stableJson(deduplicate(value)))
  expect(bytes(reversed(kinds) as SchemaFile['kinds']).equals(bytes(kinds))).toBe(true)
})
