import {
  describeObject,
  type Finding,
  isOwnObject,
  type ObjectRef,
  type Severity,
  severities,
} from '@ainur/constructs/finding'
import { groupBy } from '../model/group-by.ts'
import { counted } from '../text/amounts.ts'
import type { Painter } from './painter.ts'
import { severityMark } from './severity-mark.ts'
import { table, wrap } from './text-layout.ts'

export interface FindingReportOptions {
  readonly cluster: string
  readonly paint: Painter
  readonly columns: number
  /** Warnings in full rather than counted by rule. Errors are always shown in full. */
  readonly verbose: boolean
  /** Where the owner wrote an object, as `apps/ainur/gotify.ts:12`. @default nobody knows */
  readonly placeOf?: (object: ObjectRef) => string | undefined
}

const SHOWN_ALIKE = 3

/** What the checks said, errors first. Empty if they said nothing. */
export function findingReport(findings: readonly Finding[], options: FindingReportOptions): string {
  const { paint, cluster } = options
  const lines: string[] = []
  for (const severity of severities) {
    const some = findings.filter((finding) => finding.severity === severity)
    if (some.length === 0) continue
    lines.push(paint.bold(`${cluster}: ${title(severity, some.length)}`))
    if (severity === 'error' || options.verbose) lines.push(...allInFull(some, options))
    else lines.push(...byRule(some), paint.dim('  npm run check shows them in full'))
    lines.push('')
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

/**
 * One mistake often shows in many places: the first few are listed, the rest counted, and the message is shown once. So
 * is one that only names the object itself in another way.
 */
function allInFull(findings: readonly Finding[], options: FindingReportOptions): string[] {
  const same = groupBy(findings, ({ rule, message, remedy }) => JSON.stringify([rule, message, remedy]))
  const alone = [...same.values()].filter(({ length }) => length === 1).flat()
  const alike = groupBy(alone, ({ rule, object, message, remedy }) =>
    JSON.stringify([rule, withoutNames(message, object), withoutNames(remedy, object)]),
  )
  const many = new Map(
    [...alike.values()].flatMap((some) => (some.length > SHOWN_ALIKE ? [[some[0], some] as const] : [])),
  )
  const told = new Set([...many.values()].flatMap((some) => some.slice(1)))
  return [...same.values()]
    .filter(([first]) => first && !told.has(first))
    .flatMap((each) => inFull(many.get(each[0]) ?? each, options))
}

function inFull(findings: readonly Finding[], { paint, columns, placeOf }: FindingReportOptions): string[] {
  const text = (content: string, first: string) =>
    wrap(content, Math.max(columns - 4, 40)).map((line, i) => `${i === 0 ? first : '    '}${line}`)
  const [first] = findings
  if (!first) return []
  const heads = findings.slice(0, SHOWN_ALIKE).map(({ severity, object, path }, i) => {
    const rule = i === 0 ? `  ${paint.dim(first.rule)}` : ''
    const place = placeOf?.(object)
    const written = place ? paint.dim(` (${place})`) : ''
    return `  ${severityMark(severity, paint)} ${paint.bold(whereIn(object, path))}${written}${rule}`
  })
  const more = findings.length - heads.length
  const what = findings.every(({ message }) => message === first.message) ? 'the same' : 'the like'
  const rest = more > 0 ? [paint.dim(`    … and ${more} more of which ${what} is true`)] : []
  return [...heads, ...rest, ...text(first.message, '    '), ...text(first.remedy, '  → ')]
}

/** `Service web/web does not exist`, about an object `web/web`, is the same mistake as that of its neighbour. */
function withoutNames(text: string, { namespace, name }: ObjectRef): string {
  const names = [name, namespace].filter((each) => each !== undefined && each !== '')
  return names.reduce<string>((rest, each) => rest.replaceAll(String(each), '‹›'), text)
}

function title(severity: Severity, number: number): string {
  if (severity === 'info') return `${number} to know`
  return counted(number, severity)
}

/** Where to look: a definition, a file of the repository, or an object of the tree. */
function whereIn(object: ObjectRef, path: string): string {
  const where = isOwnObject(object) ? ownPlace(object) : describeObject(object)
  // The path of a finding about props names the file, which is in that folder.
  if (path === '' || path.startsWith(`${where}/`)) return path || where
  return `${where}: ${path}`
}

function ownPlace({ kind, name }: ObjectRef): string {
  return kind === 'Cluster' ? `apps/${name}` : name
}

function byRule(findings: readonly Finding[]): string[] {
  const counts = new Map<string, number>()
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  const rows = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([rule, n]) => [`${n}`, rule])
  return table(rows, [0]).map((line) => `  ${line}`)
}
