import type { z } from 'zod'
import { allowedKeys } from './allowed-keys.ts'
import type { Draft } from './draft.ts'
import { examples } from './examples.ts'
import { formatPath, type PathPart, valueAt } from './path.ts'
import { errorRule, type Problem, quote } from './problem.ts'
import { clusterSchema } from './schema.ts'
import { suggest, synonym } from './suggest.ts'

type Issue = z.core.$ZodIssue

const unknownKey = errorRule('unknown-key')
const missingValue = errorRule('missing-value')
const wrongType = errorRule('wrong-type')
const unknownWord = errorRule('unknown-value')

/** Judges the shape of `input`, and returns what of it can be used: wrong parts are left out, lists keep their indices. */
export function readShape(input: unknown): { readonly draft: Draft; readonly problems: readonly Problem[] } {
  const usable = withoutUndefined(input)
  const result = clusterSchema.safeParse(usable)
  if (result.success) return { draft: result.data, problems: [] }
  const issues = result.error.issues.flatMap(unfold)
  const problems = withoutEchoes(issues.flatMap((issue) => describe(issue, usable)))
  for (const issue of issues) blank(usable, issue)
  return { draft: (isObject(usable) && !Array.isArray(usable) ? usable : {}) as Draft, problems }
}

/** Of a union without discriminator only the member that the author must have meant counts. */
function unfold(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const meant = issue.errors.find((errors) => !errors.some((e) => e.code === 'invalid_type' && e.path.length === 0))
  if (!meant) return [issue]
  return meant.flatMap((inner) => unfold({ ...inner, path: [...issue.path, ...inner.path] } as Issue))
}

function describe(issue: Issue, input: unknown): (Problem & { missing?: PathPart[]; meant?: PathPart[] })[] {
  const path = issue.path as PathPart[]
  const at = formatPath(path)
  const given = valueAt(input, path)
  if (issue.code === 'unrecognized_keys') {
    const allowed = allowedKeys(clusterSchema, input, path)
    return issue.keys.map((key) => {
      const hint = suggest(key, allowed)
      const twice = hint !== undefined && isObject(given) && hint in given
      const message = `${quote(key)} is no setting of ${at || 'a cluster'}; allowed are ${allowed.join(', ')}`
      const remedy = twice ? `Remove it: ${quote(hint)} is set as well.` : `Did you mean ${quote(hint)}?`
      const otherwise = secretKey.test(key) ? secretRemedy : 'Remove it.'
      return {
        ...unknownKey(formatPath([...path, key]), message, hint ? remedy : otherwise),
        ...(hint && { meant: [...path, hint] }),
      }
    })
  }
  const words = allowedWords(issue)
  if (given === undefined) {
    const what = words ? `one of ${words.join(', ')}` : expected(issue)
    return [{ ...missingValue(at, `nothing was given; it takes ${what}`, exampleFor(path)), missing: path }]
  }
  if (words && typeof given === 'string') {
    const hint = suggest(given, words) ?? synonym(given, words)
    const remedy = hint ? `Did you mean ${quote(hint)}?` : 'Choose one of these.'
    return [unknownWord(at, `${quote(given)} is not known; allowed are ${words.join(', ')}`, remedy)]
  }
  const what = words ? `one of ${words.join(', ')}` : expected(issue)
  return [wrongType(at, `${quote(given)} was given; it takes ${what}`, `Write ${what}.`)]
}

const secretKey = /password|passphrase|secret|token|hash|bindpw/i
const secretRemedy =
  'Remove it, and change it if it was committed: the definition holds no secrets, the tree lists those that it needs.'

function exampleFor(path: readonly PathPart[]): string {
  const example = examples[path.filter((part) => typeof part === 'string').join('.')]
  return example ? `Add it, e.g. ${path.at(-1)}: ${example}` : 'Add it.'
}

function allowedWords(issue: Issue): string[] | undefined {
  if (issue.code === 'invalid_value') return issue.values.map(String)
  if (issue.code === 'invalid_union' && issue.errors.length === 0) return discriminators(issue)
  return undefined
}

/** zod reports the words that a discriminator may be, but its type does not say so. */
function discriminators(issue: object): string[] | undefined {
  return 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : undefined
}

const names: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  record: 'an object',
}

function expected(issue: Issue): string {
  if (issue.code === 'invalid_type') return names[issue.expected] ?? issue.expected
  if (issue.code === 'invalid_union') {
    const types = issue.errors.flatMap((errors) => errors.filter((e) => e.path.length === 0).map(expected))
    return [...new Set(types)].join(' or ')
  }
  return issue.message
}

/** A misspelt key is one mistake, not also the absence of the right one. */
function withoutEchoes(problems: (Problem & { missing?: PathPart[]; meant?: PathPart[] })[]): Problem[] {
  const meant = new Set(problems.flatMap((problem) => (problem.meant ? [formatPath(problem.meant)] : [])))
  return problems
    .filter((problem) => !problem.missing || !meant.has(formatPath(problem.missing)))
    .map(({ missing: _missing, meant: _meant, ...problem }) => problem)
}

function blank(root: unknown, issue: Issue): void {
  const path = issue.path as PathPart[]
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [unusablePart(issue)]
  for (const parts of paths) {
    const parent = valueAt(root, parts.slice(0, -1))
    const last = parts.at(-1)
    if (last !== undefined && isObject(parent)) Reflect.set(parent, last, undefined)
  }
}

/** Without its discriminator a member of a union means nothing. */
function unusablePart(issue: Issue): PathPart[] {
  const path = issue.path as PathPart[]
  return issue.code === 'invalid_union' && issue.discriminator ? path.slice(0, -1) : path
}

/**
 * A copy that may be changed. A key with nothing in it counts as absent, so that later `undefined` means: was wrong. What
 * holds itself is left out.
 */
function withoutUndefined(value: unknown, above: readonly unknown[] = []): unknown {
  if (above.includes(value)) return undefined
  if (Array.isArray(value)) return value.map((inner) => withoutUndefined(inner, [...above, value]))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, withoutUndefined(inner, [...above, value])]),
  )
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
