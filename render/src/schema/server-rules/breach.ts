import { isRecord } from '@ainur/constructs/is-record'
import { formatPath, type Path, type Problem } from '../validate/problem.ts'

type Json = Record<string, unknown>

const nothing: Json = Object.freeze({})

/** An error at `path`, relative to the root of the object. */
export function breach(rule: string, path: Path, message: string, remedy: string): Problem {
  return { rule, severity: 'error', path: formatPath(path), message, remedy }
}

/** `value` if it is an object, else an empty one: the schema reports wrong types, rules look past them. */
export function fieldsOf(value: unknown): Json {
  return isRecord(value) ? value : nothing
}

/** The objects of a list with their indices; nothing if it is no list. */
export function itemsOf(value: unknown): (readonly [number, Json])[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item, index) => (isRecord(item) ? [[index, item] as const] : []))
}

/** Names of the fields that hold something. */
export function presentOf(value: Json, names: readonly string[]): string[] {
  return names.filter((name) => value[name] !== undefined && value[name] !== null)
}
