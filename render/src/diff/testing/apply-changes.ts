import { stringify } from 'yaml'
import { parseDocument } from '../compare/documents.ts'
import type { PathChange, Segment } from '../model.ts'

/** Makes `changes` to a copy of `value`: what a diff says must lead from one side to the other. */
export function applyChanges(value: unknown, changes: readonly PathChange[]): unknown {
  let result = structuredClone(value)
  for (const change of changes) result = applyAt(result, change.segments, change, '')
  return result
}

function applyAt(node: unknown, segments: readonly Segment[], change: PathChange, name: string): unknown {
  const [segment, ...rest] = segments
  if (segment === undefined) return 'after' in change ? change.after : undefined
  if (typeof segment === 'object' && 'document' in segment) {
    return write(segment.document, applyAt(documentIn(name, node, segment.document), rest, change, ''))
  }
  if (typeof segment === 'object') return applyInKeyedList(node, segment.keys, rest, change)
  const copy = (Array.isArray(node) ? [...node] : { ...(node as object) }) as Record<string, unknown>
  const next = applyAt(copy[segment], rest, change, String(segment))
  if (next === undefined) delete copy[segment]
  else Object.defineProperty(copy, segment, { value: next, enumerable: true, configurable: true, writable: true })
  return copy
}

/** The content of an embedded document. Empty for an INI file whose last key was removed: it no longer parses. */
function documentIn(name: string, node: unknown, format: string): object {
  if (format === 'ini' && node === '') return {}
  const document = parseDocument(name, String(node))
  if (!document) throw new Error(`no ${format} document in ${name}`)
  return document.value
}

function applyInKeyedList(
  node: unknown,
  keys: Readonly<Record<string, unknown>>,
  rest: readonly Segment[],
  change: PathChange,
): unknown[] {
  const list = [...((node as Record<string, unknown>[] | undefined) ?? [])]
  if (keys['*'] === 'order') {
    const order = change.after as Record<string, unknown>[]
    const place = (item: Record<string, unknown>) => order.findIndex((each) => matches(item, each))
    return list.sort((a, b) => place(a) - place(b))
  }
  const at = list.findIndex((item) => matches(item, keys))
  const next = applyAt(list[at], rest, change, '') as Record<string, unknown> | undefined
  if (next === undefined) list.splice(at, 1)
  else if (at < 0) list.push(next)
  else list[at] = next
  return list
}

function matches(item: Record<string, unknown>, keys: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(keys).every(([key, value]) => (item[key] ?? (key === 'protocol' ? 'TCP' : undefined)) === value)
}

function write(format: string, value: unknown): string {
  if (format === 'json') return JSON.stringify(value)
  if (format === 'yaml') return stringify(value, { version: '1.1' })
  return Object.entries(value as Record<string, Record<string, string>>)
    .map(([section, keys]) =>
      [section && `[${section}]`, ...Object.entries(keys).map(([key, text]) => `${key}=${text}`)].join('\n'),
    )
    .join('\n')
}
