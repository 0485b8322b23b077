import { describeObject, type Finding, type ObjectRef, type Severity, severities } from '@ainur/constructs/finding'
import { counted } from '../../text/amounts.ts'
import type { DiffResult, ShownChange } from '../diff-trees.ts'
import type { Effect } from '../effects/effect-of.ts'
import type { DiffFinding } from '../model.ts'
import { meaningTitles, noiseRules } from '../noise/noise-rules.ts'

/** Findings that say the same of several objects. */
export interface FindingGroup {
  readonly rule: string
  readonly severity: Severity
  readonly message: string
  readonly remedy: string
  readonly places: readonly { readonly object: ObjectRef; readonly path: string; readonly source?: string }[]
}

/** Objects that change in the same way. */
export interface ChangeGroup {
  readonly changes: readonly ShownChange[]
  readonly hasFinding: boolean
  /** Rank of its worst finding: the smaller, the more dangerous. Infinite without one. */
  readonly danger: number
}

export interface AppView {
  readonly name: string
  readonly counts: string
  readonly groups: readonly ChangeGroup[]
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

/** `2 errors, 1 warning`, `nothing to know`. */
export function countText(counts: View['counts']): string {
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

function appsOf({ objects, findings }: DiffResult): AppView[] {
  // How dangerous the worst finding about each object is, 0 first.
  const marked = new Map([...findings.entries()].reverse().map(([rank, { object }]) => [identity(object), rank]))
  const apps = new Map<string, ShownChange[]>()
  for (const change of objects) {
    const list = apps.get(change.app)
    if (list) list.push(change)
    else apps.set(change.app, [change])
  }
  return [...apps]
    .map(([name, changes]) => ({ name, counts: countChanges(changes), groups: groupChanges(changes, marked) }))
    .sort((a, b) => compareRank(a, b) || (a.name < b.name ? -1 : 1))
}

function compareRank(a: AppView, b: AppView): number {
  const [first, second] = [a, b].map(({ groups }) => groups[0]?.danger ?? Number.POSITIVE_INFINITY) as [number, number]
  return first === second ? 0 : first - second
}

/** Joins what changes alike, and puts what has findings first. */
function groupChanges(changes: readonly ShownChange[], marked: ReadonlyMap<string, number>): ChangeGroup[] {
  const groups = new Map<string, ShownChange[]>()
  for (const [index, change] of changes.entries()) {
    const isMarked = dangerOf(change, marked) < Number.POSITIVE_INFINITY
    const alike =
      change.change === 'changed' && !isMarked
        ? JSON.stringify([
            change.object.kind,
            change.effect,
            change.paths.map(({ path, before, after }) => [path, before, after]),
          ])
        : String(index)
    const list = groups.get(alike)
    if (list) list.push(change)
    else groups.set(alike, [change])
  }
  return [...groups.values()]
    .map((list) => {
      const danger = dangerOf(list[0] as ShownChange, marked)
      return { changes: list, danger, hasFinding: danger < Number.POSITIVE_INFINITY }
    })
    .sort((a, b) => (a.danger === b.danger ? 0 : a.danger - b.danger))
}

function dangerOf({ before, after }: ShownChange, marked: ReadonlyMap<string, number>): number {
  return Math.min(
    ...[before, after].map((each) =>
      each ? (marked.get(identity(each.ref)) ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
    ),
  )
}

function identity(object: ObjectRef): string {
  return `${object.apiVersion} ${describeObject(object)}`
}

function countChanges(changes: readonly ShownChange[]): string {
  const words = ['added', 'changed', 'renamed', 'removed'] as const
  return words
    .flatMap((word) => {
      const count = changes.filter(({ change }) => change === word).length
      return count > 0 ? [`${count} ${word}`] : []
    })
    .join(', ')
}

/** What Argo CD does, in words that stand behind an object. */
export const effectTexts: Readonly<Record<Effect, string>> = {
  create: 'is created',
  patch: 'is patched',
  replace: 'is replaced whole',
  delete: 'is deleted',
  'delete-and-create': 'is deleted and created',
  keep: 'leaves Git, stays in the cluster',
  ask: 'waits for its deletion to be confirmed',
  nothing: 'stays as it is',
}

/** `PersistentVolumeClaim media/films → media/movies` for a rename. */
export function titleOf({ change, object, before }: ShownChange): string {
  return change === 'renamed' && before
    ? `${describeObject(before.ref)} → ${object.namespace ? `${object.namespace}/` : ''}${object.name}`
    : describeObject(object)
}

/** The little that is worth saying of an object that comes or goes as a whole. */
export function briefOf({ before, after }: ShownChange): string {
  const spec: unknown = (after ?? before)?.value.spec
  if (typeof spec !== 'object' || spec === null) return ''
  const { replicas, type, template } = spec as Record<string, unknown>
  const containers = (template as { spec?: { containers?: unknown } } | undefined)?.spec?.containers
  const images = Array.isArray(containers)
    ? containers.flatMap((each: { image?: unknown } | null) => (typeof each?.image === 'string' ? [each.image] : []))
    : []
  return [
    ...new Set(images),
    typeof replicas === 'number' ? counted(replicas, 'replica') : '',
    typeof type === 'string' ? type : '',
  ]
    .filter(Boolean)
    .join(', ')
}
