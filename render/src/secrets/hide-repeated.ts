import type { KubeObject } from '../model/rendered-object.ts'

/** Shorter values may occur elsewhere by chance. */
const SHORTEST = 10
const LONGEST = 500

/** Whether a value is too peculiar to occur elsewhere by chance. */
export function isTelling(value: string): boolean {
  const { length } = value
  return length >= SHORTEST && length <= LONGEST && /\d/.test(value) && /[A-Za-z]/.test(value) && !/\s/.test(value)
}

/**
 * Hides values that were found in one place everywhere else in the object, except in its identity.
 *
 * @param marks telling value -> its replacement
 */
export function hideRepeated(object: KubeObject, marks: ReadonlyMap<string, string>): void {
  if (marks.size === 0) return
  const clean = cleaner(marks)
  const seen = new Set<unknown>()
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return
    seen.add(node)
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string') (node as Record<string, unknown>)[key] = clean(value)
      else walk(value)
    }
  }
  const { apiVersion: _version, kind: _kind, metadata, ...rest } = object
  walk(metadata?.annotations)
  for (const [key, value] of Object.entries(rest)) {
    if (typeof value === 'string') (object as unknown as Record<string, unknown>)[key] = clean(value)
    else walk(value)
  }
}

/** Replaces all values in one go: an object may hold thousands of them, and a text be a megabyte long. */
function cleaner(marks: ReadonlyMap<string, string>): (text: string) => string {
  const byStart = new Map<string, string[]>()
  for (const value of [...marks.keys()].sort((a, b) => b.length - a.length)) {
    const start = value.slice(0, SHORTEST)
    byStart.set(start, [...(byStart.get(start) ?? []), value])
  }
  return (text) => {
    let result = ''
    let copied = 0
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      const value = byStart.get(text.slice(at, at + SHORTEST))?.find((each) => text.startsWith(each, at))
      if (value === undefined) continue
      result += text.slice(copied, at) + marks.get(value)
      copied = at + value.length
      at = copied - 1
    }
    return result + text.slice(copied)
  }
}
