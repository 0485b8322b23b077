import type { Problem, Rule } from '@ainur/constructs/finding'
import type { Fields } from '../../model/shape.ts'
import { formatPath, type Path } from '../../text/format-path.ts'

/** An error at `path`, relative to the root of the object. */
export function breach(rule: Rule, path: Path, message: string, remedy: string): Problem {
  return rule.problem(formatPath(path), message, remedy)
}

/** Names of the fields that hold something. */
export function presentOf(value: Fields, names: readonly string[]): string[] {
  return names.filter((name) => value[name] !== undefined && value[name] !== null)
}
