import { formatPath, type Path } from '../../text/format-path.ts'
import type { Problem } from '../validate/problem.ts'

type Json = Record<string, unknown>

/** An error at `path`, relative to the root of the object. */
export function breach(rule: string, path: Path, message: string, remedy: string): Problem {
  return { rule, severity: 'error', path: formatPath(path), message, remedy }
}

/** Names of the fields that hold something. */
export function presentOf(value: Json, names: readonly string[]): string[] {
  return names.filter((name) => value[name] !== undefined && value[name] !== null)
}
