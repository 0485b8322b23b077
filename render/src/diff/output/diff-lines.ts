import { diffLines as lineDiff } from 'diff'
import { stringify } from 'yaml'
import { visibleText } from '../../text/visible-text.ts'
import type { ShownChange } from '../diff-trees.ts'
import type { PathChange } from '../model.ts'

/** One line of an object's diff. `path` lines head what follows. */
export interface DiffLine {
  readonly sign: '+' | '-' | ' ' | 'path'
  readonly text: string
}

/** Unchanged lines shown around a change inside a long text. */
const CONTEXT = 2

/** What changed in an object, as lines: for changed and renamed ones path by path, for others nothing. */
export function changeLines({ paths }: Pick<ShownChange, 'paths'>): DiffLine[] {
  return paths.flatMap((change) => [{ sign: 'path' as const, text: visibleText(change.path) }, ...valueLines(change)])
}

/** A whole object as lines of one sign: for additions and removals. */
export function objectLines(value: unknown, sign: '+' | '-'): DiffLine[] {
  return asLines(value).map((text) => ({ sign, text }))
}

function valueLines(change: PathChange): DiffLine[] {
  const [before, after] = [change.before, change.after]
  if (!('before' in change)) return objectLines(after, '+')
  if (!('after' in change)) return objectLines(before, '-')
  const [old, now] = [asLines(before), asLines(after)]
  if (old.length <= 3 && now.length <= 3)
    return [...old.map((text) => ({ sign: '-' as const, text })), ...now.map((text) => ({ sign: '+' as const, text }))]
  return withContext(lineDiff(`${old.join('\n')}\n`, `${now.join('\n')}\n`))
}

function withContext(parts: ReturnType<typeof lineDiff>): DiffLine[] {
  return parts.flatMap((part, index): DiffLine[] => {
    const lines = part.value.replace(/\n$/, '').split('\n')
    if (part.added || part.removed) return lines.map((text) => ({ sign: part.added ? '+' : '-', text }))
    const [first, last] = [index === 0, index === parts.length - 1]
    const head = first ? [] : lines.slice(0, CONTEXT)
    const tail = last ? [] : lines.slice(Math.max(first ? 0 : CONTEXT, lines.length - CONTEXT))
    const left = lines.length - head.length - tail.length
    const gap = left > 0 ? [`… ${left} unchanged ${left === 1 ? 'line' : 'lines'}`] : []
    return [...head, ...gap, ...tail].map((text) => ({ sign: ' ', text }))
  })
}

function asLines(value: unknown): string[] {
  const text =
    typeof value === 'string' ? value : stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd()
  return text.split('\n').map(visibleText)
}
