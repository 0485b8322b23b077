import { describeObject, type Finding, type ObjectRef, type Severity, severities } from '@ainur/constructs/finding'
import { counted } from '../../text/amounts.ts'
import type { DiffResult } from '../diff-trees.ts'
import type { DiffFinding } from '../model.ts'
import { meaningTitles, noiseRules } from '../noise/noise-rules.ts'
import { type AppView, appsOf } from './app-views.ts'

/** Findings that say the same of several objects. */
export interface FindingGroup {
  readonly rule: string
  readonly severity: Severity
  readonly message: string
  readonly remedy: string
  readonly places: readonly { readonly object: ObjectRef; readonly path: string; readonly source?: string }[]
}

/** A result, arranged for people: what every format but JSON shows. */
export interface View {
  readonly base: string
  readonly head: string
  readonly sentence: string
  readonly worst?: Severity
  readonly counts: readonly { readonly severity: Severity; readonly count: number }[]
  readonly findings: readonly FindingGroup[]
  readonly apps: readonly AppView[]
  readonly hidden: readonly { readonly title: string; readonly rule: string; readonly count: number }[]
  readonly accepted: readonly { readonly group: FindingGroup; readonly reason: string; readonly until: string }[]
}

const titles: Readonly<Record<string, string>> = {
  ...meaningTitles,
  ...Object.fromEntries(noiseRules.map(({ id, title }) => [id, title])),
}

export function viewOf(result: DiffResult): View {
  const counts = severities.map((severity) => ({
    severity,
    count: result.findings.filter((finding) => finding.severity === severity).length,
  }))
  const worst = counts.find(({ count }) => count > 0)?.severity
  return {
    base: result.base,
    head: result.head,
    sentence: sentenceOf(result, counts),
    ...(worst && { worst }),
    counts,
    findings: groupFindings(result.findings),
    apps: appsOf(result),
    hidden: result.hidden.map(({ rule, count }) => ({ rule, count, title: titles[rule] ?? rule })),
    accepted: result.accepted.map(({ finding, entry }) => ({
      group: groupFindings([finding])[0] as FindingGroup,
      reason: entry.reason,
      until: entry.until,
    })),
  }
}

/** `2 errors, 1 warning, 3 to know`, or `no finding`. */
function countText(counts: View['counts']): string {
  const parts = counts
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => (severity === 'info' ? `${count} to know` : counted(count, severity)))
  return parts.length > 0 ? parts.join(', ') : 'no finding'
}

function sentenceOf({ summary, objects, findings }: DiffResult, counts: View['counts']): string {
  const { added, removed, changed, renamed } = summary
  const changes = [
    [added, 'added'],
    [changed, 'changed'],
    [renamed, 'renamed'],
    [removed, 'removed'],
  ] as const
  const parts = changes
    .filter(([count]) => count > 0)
    .map(([count, word], index) => `${index === 0 ? counted(count, 'object') : count} ${word}`)
  if (parts.length === 0 && findings.length === 0) return 'Nothing changes in the cluster.'
  const apps = new Set(objects.map(({ app }) => app)).size
  const where = apps > 1 ? ` in ${apps} apps` : ''
  const first = findings[0]
  const worst =
    first && first.severity !== 'info' ? ` First of all: ${first.rule}, ${describeObject(first.object)}.` : ''
  return `${parts.length > 0 ? `${parts.join(', ')}${where}` : 'No object changes'}; ${countText(counts)}.${worst}`
}

function groupFindings(findings: readonly (DiffFinding | Finding)[]): FindingGroup[] {
  const groups = new Map<string, FindingGroup & { places: FindingGroup['places'][number][] }>()
  for (const finding of findings) {
    const { rule, severity, message, remedy, object, path } = finding
    const key = JSON.stringify([rule, severity, message, remedy])
    const group = groups.get(key) ?? { rule, severity, message, remedy, places: [] }
    const source = 'source' in finding ? finding.source : undefined
    group.places.push({ object, path, ...(source && { source }) })
    groups.set(key, group)
  }
  return [...groups.values()]
}
