import { isRecord } from '@ainur/constructs/is-record'
import { type ListKeys, listKeysOf } from '../list-keys.ts'
import type { Schema } from '../schema.ts'
import { schemaRule } from '../schema-rules.ts'
import { validateValue } from './validate-value.ts'
import { report, type Walk } from './walk.ts'

/** Checks the items of a list, its length, and that no two items claim the same key. */
export function validateList(value: readonly unknown[], schema: Schema, walk: Walk): void {
  const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema
  if (items) {
    for (let index = 0; index < value.length; index += 1) {
      walk.path.push(index)
      validateValue(value[index], items, walk)
      walk.path.pop()
    }
  }
  if (value.length < minItems || value.length > maxItems) {
    const allowed = value.length < minItems ? `at least ${minItems}` : `at most ${maxItems}`
    report(walk, schemaRule.length, `${value.length} items: only ${allowed} are allowed`, 'add or remove items')
  }
  if (value.length > 1 && !walk.valuesOnly) validateUnique(value, schema, walk)
}

function validateUnique(value: readonly unknown[], schema: Schema, walk: Walk): void {
  const keys = listKeysOf(schema, walk.kind)
  if (keys?.type === 'map') reportRepeated(value, (item) => keyOf(item, keys), walk)
  else if (keys?.type === 'set' || schema.uniqueItems) reportRepeated(value, JSON.stringify, walk)
}

/** What identifies `item`; undefined for an item without any key, which the schema reports by itself. */
function keyOf(item: unknown, { keys, defaults }: ListKeys & { type: 'map' }): string | undefined {
  if (!isRecord(item)) return undefined
  let text = ''
  let found = false
  for (const key of keys) {
    const value = item[key]
    if (value !== undefined) found = true
    const part = value ?? defaults[key]
    text += `${text && ' and '}${key} ${typeof part === 'string' ? `"${part}"` : JSON.stringify(part)}`
  }
  return found ? text : undefined
}

function reportRepeated(value: readonly unknown[], identify: (item: unknown) => string | undefined, walk: Walk): void {
  const first = new Map<string, number>()
  for (let index = 0; index < value.length; index += 1) {
    const identity = identify(value[index])
    if (identity === undefined) continue
    const earlier = first.get(identity)
    if (earlier === undefined) first.set(identity, index)
    else {
      const message = `${identity} is already in item ${earlier}: only one item with it is allowed`
      report(walk, schemaRule.duplicate, message, 'remove one of them or change its key', { below: index })
    }
  }
}
