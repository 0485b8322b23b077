import type { Problem, Rule } from '@ainur/constructs/finding'
import { formatPath } from '../../text/format-path.ts'
import type { KindSchema } from '../schema.ts'
import { quote } from './quote.ts'

/** One walk over an object: where it is, by which schema, and what it found. */
export interface Walk {
  readonly kind: KindSchema
  /** Path of the value that is being looked at; pushed and popped as the walk goes down. */
  readonly path: (string | number)[]
  readonly problems: Problem[]
  /** Values below one of these fields are secrets: messages never quote them. */
  readonly secretFields: ReadonlySet<string>
  /** Inside allOf, anyOf, oneOf and not: fields may be declared elsewhere. */
  readonly valuesOnly: boolean
}

/** Adds a problem with the value at the walk's path, or with its child `below`. */
export function report(
  walk: Walk,
  rule: Rule,
  message: string,
  remedy: string,
  options: { readonly below?: string | number; readonly severity?: 'error' | 'warning' } = {},
): void {
  const path = options.below === undefined ? walk.path : [...walk.path, options.below]
  walk.problems.push(rule.problem(formatPath(path), message, remedy, options.severity))
}

/** `value` for a message; hidden where it is a secret. */
export function show(walk: Walk, value: unknown): string {
  return walk.secretFields.size > 0 && walk.secretFields.has(String(walk.path[0])) ? 'a hidden value' : quote(value)
}
