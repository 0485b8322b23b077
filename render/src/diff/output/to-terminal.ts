import { describeObject } from '@ainur/constructs/finding'
import { type Painter, painter } from '../../summary/painter.ts'
import { severityMark } from '../../summary/severity-mark.ts'
import { wrap } from '../../summary/text-layout.ts'
import { oneLine } from '../../text/visible-text.ts'
import type { DiffResult } from '../diff-trees.ts'
import type { ChangeGroup } from './app-views.ts'
import { briefOf, effectTexts, titleOf } from './change-texts.ts'
import { changeLines, type DiffLine } from './diff-lines.ts'
import { type FindingGroup, type View, viewOf } from './view.ts'

export interface TerminalOptions {
  readonly colors: boolean
  /** Width to wrap at, in columns. */
  readonly columns: number
}

const PLACES = 5

/** The result for a person at a terminal: a sentence, the findings, then what changes. */
export function toTerminal(result: DiffResult, { colors, columns }: TerminalOptions): string {
  const paint = painter(colors)
  const width = Math.max(columns, 40)
  const view = viewOf(result)
  const lines = [
    paint.dim(oneLine(`${view.base} → ${view.head}`)),
    ...wrap(oneLine(view.sentence), width).map((line) => paint.bold(line)),
  ]
  for (const group of view.findings) lines.push('', ...finding(group, paint, width))
  for (const app of view.apps) {
    lines.push('', paint.bold(paint.underline(oneLine(app.name))) + paint.dim(`  ${app.counts}`))
    for (const group of app.groups) lines.push(...change(group, paint, width))
  }
  lines.push(...footer(view, paint, width))
  return `${lines.join('\n')}\n`
}

function finding({ rule, severity, message, remedy, places }: FindingGroup, paint: Painter, width: number): string[] {
  const first = places[0]
  const head = first ? `${describeObject(first.object)}${first.path ? `: ${first.path}` : ''}` : ''
  const more = places.slice(1, PLACES).map(({ object }) => oneLine(describeObject(object)))
  const rest = places.length > PLACES ? [`and ${places.length - PLACES} more`] : []
  return [
    `${severityMark(severity, paint)} ${paint.bold(oneLine(head))}  ${paint.dim(rule)}`,
    ...indent(oneLine(message), '  ', width),
    ...indent(oneLine(remedy), '  → ', width).map((line) => paint.dim(line)),
    ...(more.length > 0 ? indent(`The same: ${[...more, ...rest].join(', ')}.`, '  ', width) : []),
    ...(first?.source ? [paint.dim(`  made in ${oneLine(first.source)}`)] : []),
  ]
}

function change({ changes }: ChangeGroup, paint: Painter, width: number): string[] {
  const [first, ...more] = changes
  if (!first) return []
  const sign = {
    added: paint.green('+'),
    removed: paint.red('-'),
    changed: paint.yellow('~'),
    renamed: paint.magenta('→'),
  }[first.change]
  const brief = first.change === 'added' || first.change === 'removed' ? briefOf(first) : ''
  const alike =
    more.length > 0
      ? ` and ${more.length} more alike: ${more.slice(0, PLACES).map(titleOf).join(', ')}${more.length > PLACES ? ' …' : ''}`
      : ''
  const [head = '', ...rest] = indent(
    oneLine(`${titleOf(first)}${alike} ${effectTexts[first.effect]}${brief ? ` (${brief})` : ''}`),
    '  ',
    width,
  )
  return [
    `${sign} ${head.trimStart()}`,
    ...rest,
    ...(first.change === 'changed' || first.change === 'renamed'
      ? changeLines(first).map((line) => paintLine(line, paint))
      : []),
  ]
}

function paintLine({ sign, text }: DiffLine, paint: Painter): string {
  if (sign === 'path') return `    ${paint.cyan(text)}`
  const line = `      ${sign} ${text}`
  return sign === '+' ? paint.green(line) : sign === '-' ? paint.red(line) : paint.dim(line)
}

function footer({ accepted, hidden }: View, paint: Painter, width: number): string[] {
  const lines = accepted.flatMap(({ group, reason, until }) =>
    indent(
      oneLine(
        `Accepted until ${until}: ${group.rule}, ${group.places.map(({ object }) => describeObject(object)).join(', ')} (${reason})`,
      ),
      '',
      width,
    ),
  )
  const notes = hidden.map(({ title, rule, count }) => `${count} × ${title} (${rule})`)
  return [
    ...(lines.length > 0 ? ['', ...lines.map((line) => paint.dim(line))] : []),
    ...(notes.length > 0
      ? ['', ...indent(`Hidden, as it has no effect: ${notes.join(', ')}.`, '', width).map((line) => paint.dim(line))]
      : []),
  ]
}

function indent(text: string, first: string, width: number): string[] {
  const space = ' '.repeat(first.length)
  return wrap(text, Math.max(width - first.length, 20)).map((line, index) => `${index === 0 ? first : space}${line}`)
}
