import { expect, it } from 'vitest'
import { examples } from './examples.ts'
import { clusterSchema } from './schema.ts'
import type { SchemaNode } from './schema-at.ts'

/** Paths of the settings that must be given, without indices. */
function required(node: SchemaNode | string, path: string): string[] {
  if (typeof node === 'string') return []
  const inner = [node.wrapped, node.item, ...(node.pipe ?? []).slice(1), ...(node.options ?? [])]
  const keys = Object.entries(node.entries ?? {}).flatMap(([key, value]) => {
    const at = path ? `${path}.${key}` : key
    return [...(value.type === 'optional' ? [] : [at]), ...required(value, at)]
  })
  return [...inner.flatMap((other) => (other ? required(other, path) : [])), ...keys]
}

it('there is an example for each setting that must be given, and for no other', () => {
  const settings = [...new Set(required(clusterSchema, ''))]
  expect(settings.length).toBeGreaterThan(40)
  expect(Object.keys(examples).sort()).toEqual(settings.sort())
})
