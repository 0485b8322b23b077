import { type BaseIssue, type GenericSchema, type InferInput, safeParse } from 'valibot'
import { defineRule, type Problem } from '../finding/rule.ts'
import type { Partly } from './draft.ts'
import { formatPath, type PathPart, valueAt } from './path.ts'
import { quote } from './problem.ts'
import { allowedKeys, membersOf, type SchemaNode, schemaAt } from './schema-at.ts'
import { beginningsOf, elsewhere, suggest, synonym } from './suggest.ts'

/** What is wrong, and where. */
interface Issue {
  /** `never` or `raw_check`: an unknown key. `variant`: a wrong discriminator. Anything else: a value of another type. */
  readonly type: string
  readonly path: readonly PathPart[]
}

const unknownKey = defineRule('unknown-key', 'error', {
  title: 'a setting does not exist',
  why: 'A misspelt setting would silently do nothing.',
  remedy: 'Take the spelling suggested, or remove it.',
})

const missingValue = defineRule('missing-value', 'error', {
  title: 'a setting that is needed was not given',
  why: 'There is no sensible default.',
  remedy: 'Add it.',
})

const wrongType = defineRule('wrong-type', 'error', {
  title: 'a value has another type than its setting',
  why: 'The value cannot mean what the setting needs.',
  remedy: 'Write the type named.',
})

const unknownWord = defineRule('unknown-value', 'error', {
  title: 'a word is not one of those that a setting takes',
  why: 'Only the words listed have a meaning here.',
  remedy: 'Take one of them.',
})

const movedKey = defineRule('setting-moved', 'error', {
  title: 'a setting is no longer part of the definition',
  why: 'It would do nothing there: the first edition kept in the definition what systems want to know.',
  remedy: 'Write it where the message says.',
})

export const shapeRules = [unknownKey, missingValue, wrongType, unknownWord, movedKey]

/** Words for the messages about a shape. */
export interface ShapeWords {
  /** What the whole is: `a cluster`. */
  readonly whole: string
  /** What a required value could look like, by its path without indices. */
  readonly examples: Readonly<Record<string, string>>
  /** Keys of the whole that an older edition had -> what is wrong with them now, and what to do. */
  readonly moved?: Readonly<Record<string, (given: unknown) => { readonly message: string; readonly remedy: string }>>
  /** Whether a value is more than data, such as an app, and is passed on as it is. @default never */
  readonly isOpaque?: (value: unknown) => boolean
}

/** A shape and its words: what the functions below ask while they look at one input. */
interface Reading extends ShapeWords {
  readonly schema: SchemaNode
  readonly input: unknown
}

/** Judges the shape of `input`, and returns what of it can be used: wrong parts are left out, lists keep their indices. */
export function readShape<Schema extends GenericSchema>(
  schema: Schema,
  input: unknown,
  words: ShapeWords,
): { readonly draft: Partly<InferInput<Schema>>; readonly problems: readonly Problem[] } {
  const usable = withoutUndefined(input, words.isOpaque)
  const reading: Reading = { ...words, schema: schema as SchemaNode, input: usable }
  const issues = (safeParse(schema, usable).issues ?? []).flatMap((issue) => unfold(issue))
  const described = issues.map((issue) => describe(issue, reading))
  const problems = [...wrongNames(input, words), ...withoutEchoes(described)]
  const misspelt = described.flatMap(({ meant }, index) =>
    meant ? [{ meant, value: valueAt(usable, issues[index]?.path ?? []) }] : [],
  )
  for (const issue of issues) blank(usable, issue)
  // The value under a misspelt key is not missing under the right one; it only cannot be checked. An app is handed on all
  // the same, so that what comes after it is looked at.
  for (const { meant, value } of misspelt) {
    if (valueAt(usable, meant) === undefined) put(usable, meant, words.isOpaque?.(value) ? value : undefined)
  }
  return { draft: (isObject(usable) && !Array.isArray(usable) ? usable : {}) as Partly<InferInput<Schema>>, problems }
}

/** Keys that valibot passes over, because every object of JavaScript has them: nothing would be known of what they hold. */
const reserved = ['__proto__', 'prototype', 'constructor']

function wrongNames(
  value: unknown,
  words: ShapeWords,
  path: Issue['path'] = [],
  above: readonly unknown[] = [],
): Problem[] {
  if (!isObject(value) || words.isOpaque?.(value) || above.includes(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key]
    if (!reserved.includes(key)) return wrongNames(inner, words, at, [...above, value])
    const message = `${quote(key)} cannot be a name in ${formatPath(path) || words.whole}: every object of JavaScript has it`
    return [unknownKey.problem(formatPath(at), message, 'Choose another name.')]
  })
}

/** Of a union without discriminator, only the problems of the member that was meant count: it looked inside the value. */
function unfold(issue: BaseIssue<unknown>, above: readonly PathPart[] = []): Issue[] {
  const path = [...above, ...(issue.path ?? []).map(({ key }) => key as PathPart)]
  const meant = issue.type === 'union' ? (issue.issues ?? []).filter((inner) => inner.path) : []
  return meant.length > 0 ? meant.flatMap((inner) => unfold(inner, path)) : [{ type: issue.type, path }]
}

type Described = Problem & { missing?: Issue['path']; meant?: Issue['path'] }

function describe({ type, path }: Issue, reading: Reading): Described {
  const { schema, input } = reading
  if (type === 'never' || type === 'raw_check') return unknown(path, reading)
  const at = formatPath(path)
  const given = valueAt(input, path)
  const words = type === 'variant' ? kindsOf(path, reading) : wordsOf(schemaAt(schema, input, path))
  const what = words ? `one of ${words.join(', ')}` : expected(schemaAt(schema, input, path))
  const isHole = typeof path.at(-1) === 'number' && !given
  const hole = 'Remove it; what is there on a condition is written ...(condition ? [it] : []).'
  if (given === undefined) {
    return {
      ...missingValue.problem(at, `nothing was given; it takes ${what}`, isHole ? hole : exampleFor(path, reading)),
      missing: path,
    }
  }
  if (words && typeof given === 'string') {
    const hint = suggest(given, words) ?? synonym(given, words)
    const several = hint ? [] : beginningsOf(given, words)
    const remedy = hint
      ? `Did you mean ${quote(hint)}?`
      : several.length > 0
        ? `Did you mean one of ${several.map(quote).join(', ')}?`
        : (elsewhere(given, words) ?? 'Choose one of these.')
    return unknownWord.problem(at, `${quote(given)} is not known; allowed are ${words.join(', ')}`, remedy)
  }
  if (typeof given === 'string' && what === 'an array') {
    return wrongType.problem(at, `${quote(given)} was given; it takes ${what}`, `Write ${what}: [${quote(given)}].`)
  }
  if (isHole) return wrongType.problem(at, `${quote(given)} was given; it takes ${what}`, hole)
  const amount =
    what === 'a number' ? /^\s*(\d+(?:\.\d+)?)/.exec(typeof given === 'string' ? given : '')?.[1] : undefined
  const example = exampleOf(path, reading)
  const quoted = what === 'a string' && typeof given === 'number' ? `: '${given}'` : ''
  const like = amount ? `, without unit and quotes: ${amount}` : example ? `, e.g. ${path.at(-1)}: ${example}` : quoted
  return wrongType.problem(at, `${quote(given)} was given; it takes ${what}`, `Write ${what}${like}.`)
}

function unknown(path: Issue['path'], { schema, input, whole, moved }: Reading): Described {
  const above = path.slice(0, -1)
  const key = String(path.at(-1))
  const gone = above.length === 0 ? moved?.[key] : undefined
  if (gone) {
    const { message, remedy } = gone(valueAt(input, path))
    return movedKey.problem(formatPath(path), message, remedy)
  }
  const allowed = allowedKeys(schema, input, above)
  const hint = suggest(key, allowed)
  const given = valueAt(input, above)
  const twice = hint !== undefined && isObject(given) && hint in given
  const message = `${quote(key)} is not a setting of ${formatPath(above) || whole}; allowed are ${allowed.join(', ')}`
  const remedy = twice ? `Remove it: ${quote(hint)} is set as well.` : `Did you mean ${quote(hint)}?`
  const otherwise = secretKey.test(key) ? secretRemedy : 'Remove it.'
  return {
    ...unknownKey.problem(formatPath(path), message, hint ? remedy : otherwise),
    ...(hint && { meant: [...above, hint] }),
  }
}

const secretKey = /password|passphrase|secret|token|hash|bindpw/i
const secretRemedy =
  'Remove it, and change it if it was committed: the definition holds no secrets, the tree lists those that it needs.'

function exampleFor(path: readonly PathPart[], reading: Reading): string {
  const example = exampleOf(path, reading)
  return example ? `Add it, e.g. ${path.at(-1)}: ${example}` : 'Add it.'
}

function exampleOf(path: readonly PathPart[], { examples }: Reading): string | undefined {
  // A hole in a list is not a setting of its own.
  if (typeof path.at(-1) === 'number') return undefined
  return examples[path.filter((part) => typeof part === 'string').join('.')]
}

function wordsOf(node: SchemaNode | undefined): string[] | undefined {
  return node?.type === 'picklist' ? node.options?.map(String) : undefined
}

/** What the discriminator at `path` may be. */
function kindsOf(path: Issue['path'], { schema, input }: Reading): string[] {
  const variant = schemaAt(schema, input, path.slice(0, -1))
  return variant ? membersOf(variant).map(({ entries }) => String(entries?.[String(variant.key)]?.literal)) : []
}

const names: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  array: 'an array',
  object_with_rest: 'an object',
  record: 'an object',
  variant: 'an object',
}

function expected(node: SchemaNode | undefined): string {
  if (!node) return 'nothing'
  if (node.description) return node.description
  if (node.type === 'union')
    return membersOf(node)
      .map(expected)
      .join(', ')
      .replace(/, (?!.*, )/, ' or ')
  return names[node.type] ?? node.type
}

/** A misspelt key is one mistake, not also the absence of the right one. */
function withoutEchoes(problems: readonly Described[]): Problem[] {
  const meant = new Set(problems.flatMap((problem) => (problem.meant ? [formatPath(problem.meant)] : [])))
  return problems
    .filter((problem) => !problem.missing || !meant.has(formatPath(problem.missing)))
    .map(({ missing: _missing, meant: _meant, ...problem }) => problem)
}

/** Without its discriminator a member of a variant means nothing. */
function blank(root: unknown, { type, path }: Issue): void {
  put(root, type === 'variant' ? path.slice(0, -1) : path, undefined)
}

function put(root: unknown, path: Issue['path'], value: unknown): void {
  const parent = valueAt(root, path.slice(0, -1))
  const last = path.at(-1)
  if (last !== undefined && isObject(parent)) Reflect.set(parent, last, value)
}

/**
 * A copy that may be changed. A key whose value is undefined counts as absent, so that a later `undefined` means that the
 * value was wrong. An object inside itself is left out.
 */
function withoutUndefined(value: unknown, isOpaque: ShapeWords['isOpaque'], above: readonly unknown[] = []): unknown {
  if (above.includes(value)) return undefined
  if (Array.isArray(value)) return value.map((inner) => withoutUndefined(inner, isOpaque, [...above, value]))
  if (!isObject(value) || isOpaque?.(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => inner !== undefined && !reserved.includes(key))
      .map(([key, inner]) => [key, withoutUndefined(inner, isOpaque, [...above, value])]),
  )
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
