import { createRequire } from 'node:module'
import { dump, FAILSAFE_SCHEMA, Type, types } from 'js-yaml'
import { isAmbiguous, isFragile } from './ambiguous.ts'
import { compareKeys } from './key-order.ts'
import { isPlain } from './plain.ts'

declare module 'js-yaml' {
  /** Part of its interface since 4.1, but missing from its types. */
  const types: Readonly<Record<'null' | 'bool' | 'int' | 'float', Type>>
}

/** Never matches a value, only makes the writer quote what it would otherwise leave bare. */
const quoteAmbiguous = new Type('tag:yaml.org,2002:ambiguous', {
  kind: 'scalar',
  resolve: isAmbiguous,
  predicate: () => false,
})

/** Spares plain texts the writer's look at each of their characters, which is half of what it does. */
const plain = new Type('tag:yaml.org,2002:plain', {
  kind: 'scalar',
  resolve: () => false,
  predicate: (value: unknown) => typeof value === 'string' && isPlain(value),
  represent: (text: unknown) => text,
})

/** The core schema, and ours. */
const schema = FAILSAFE_SCHEMA.extend({
  implicit: [plain, types.null, types.bool, types.int, types.float, quoteAmbiguous],
})

/**
 * Writes a value as YAML 1.2 that a YAML 1.1 reader (Argo CD, kubectl) reads as the same value.
 *
 * Keys are sorted, so the order in which an object was put together never shows; lines are not folded; nothing is
 * written as an alias. Keys whose value is undefined are left out.
 *
 * js-yaml writes five times faster than `yaml`, but cannot be told to quote one text among others: the rare document
 * that holds a text which readers disagree on goes to `yaml`.
 *
 * @throws for values that JSON has no form for: functions, symbols, dates, NaN, infinities.
 */
export function stringify(value: unknown): string {
  let fragile = false
  const text = dump(value, {
    schema,
    lineWidth: -1,
    noRefs: true,
    sortKeys: compareKeys,
    replacer: (key, item) => {
      fragile ||= typeof item === 'string' && isFragile(item)
      return refuseUnrepresentable(key, item)
    },
  })
  return fragile ? stringifyCarefully(value) : text
}

function stringifyCarefully(value: unknown): string {
  // Many modules, which most trees never need.
  const { Document, isScalar, visit } = createRequire(import.meta.url)('yaml') as typeof import('yaml')
  const document = new Document(value, {
    aliasDuplicateObjects: false,
    keepUndefined: false,
    sortMapEntries: (a, b) => compareKeys(keyText(a.key), keyText(b.key)),
  })
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value !== 'string') return
      if (isFragile(node.value)) node.type = 'QUOTE_DOUBLE'
      else if (isAmbiguous(node.value)) node.type = 'QUOTE_SINGLE'
    },
  })
  return document.toString({ lineWidth: 0, singleQuote: true, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER })

  function keyText(key: unknown): string {
    return String(isScalar(key) ? key.value : key)
  }
}

function refuseUnrepresentable(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${key}: ${value} has no form in JSON`)
  if (value instanceof Date) throw new TypeError(`${key}: a Date; write it as a string`)
  return value
}
