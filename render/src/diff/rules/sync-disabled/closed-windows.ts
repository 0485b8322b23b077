import { groupBy } from '../../../model/group-by.ts'
import { asFilledText, asMap, asMaps, asTexts, specOf } from '../../../model/shape.ts'
import { few } from '../../../text/few.ts'
import { stableJson } from '../../../text/stable-json.ts'
import { matchesPattern } from '../../effects/matches-pattern.ts'
import { projectIn } from '../../effects/project-permits.ts'
import type { DiffContext, DiffFinding, Tree, TreeObject } from '../../model.ts'
import { rule } from './rule.ts'

type Window = Readonly<Record<string, unknown>>

/** Times at which the Applications of a project are no longer synced, reported once per project. */
export function* closedWindows({ changes, trees }: DiffContext): Generator<DiffFinding> {
  const touched = new Set(changes.flatMap(({ after }) => (after?.group === 'argoproj.io' ? [after.id] : [])))
  if (touched.size === 0) return
  const told: { project: TreeObject; text: string; name: string }[] = []
  for (const after of trees.head.ofKind('argoproj.io', 'Application')) {
    const project = projectIn(after, trees.head)
    const before = trees.base.same(after)
    if (!project || !before || !(touched.has(project.id) || touched.has(after.id))) continue
    for (const text of narrower(windowsOf(before, trees.base), windowsOf(after, trees.head)))
      told.push({ project, text, name: after.ref.name })
  }
  for (const own of groupBy(told, ({ project, text }) => `${project.id} ${text}`).values()) {
    const [first] = own
    if (!first) continue
    const names = own.map(({ name }) => name)
    const message = `${first.text} It concerns ${few(names, 5)}.`
    const remedy = 'Make sure that somebody knows why a merged change is not in the cluster yet.'
    yield rule.finding(first.project.ref, 'spec.syncWindows', message, remedy)
  }
}

/**
 * A deny window that is open wins over all others; with allow windows, whatever is outside of them waits.
 * @see https://github.com/argoproj/argo-cd/blob/v3.2.11/pkg/apis/application/v1alpha1/types.go CanSync
 */
function narrower(before: readonly Window[], after: readonly Window[]): string[] {
  const [old, now] = [before, after].map((list) => new Set(list.map(identity))) as [Set<string>, Set<string>]
  const fresh = after.filter((each) => !old.has(identity(each)))
  const gone = before.filter((each) => !now.has(identity(each)))
  const allowing = (list: readonly Window[]) => list.filter(({ kind }) => kind === 'allow')
  const denied = fresh.filter(({ kind }) => kind === 'deny')
  return [
    ...(denied.length > 0 ? [`Nothing is synced in the time ${tell(denied)}: pushes wait until it is over.`] : []),
    ...(allowing(after).length > 0 && allowing(before).length === 0
      ? [`From now on syncs happen only in the time ${tell(allowing(after))}: pushes wait for it.`]
      : []),
    ...(allowing(after).length > 0 && allowing(gone).length > 0
      ? [`Syncs no longer happen in the time ${tell(allowing(gone))}, only ${tell(allowing(after))}.`]
      : []),
  ]
}

/** When a window does what; whom it concerns, what people may do meanwhile and how it is described are left out. */
function identity({ kind, schedule, duration, timeZone }: Window): string {
  return stableJson([kind, schedule, duration, timeZone ?? 'UTC'])
}

function tell(windows: readonly Window[]): string {
  return windows
    .map(({ schedule, duration, timeZone }) => {
      const zone = asFilledText(timeZone)
      return `from \`${schedule}\` for ${duration}${zone ? ` (${zone})` : ''}`
    })
    .join(' and ')
}

function windowsOf(application: TreeObject, tree: Tree): Window[] {
  const windows = asMaps(specOf(projectIn(application, tree)?.value).syncWindows)
  return windows.filter((window) => isFor(window, application))
}

function isFor({ applications, clusters, namespaces, andOperator }: Window, { ref, value }: TreeObject): boolean {
  const { name, server, namespace } = asMap(specOf(value).destination)
  const verdicts = [
    { patterns: asTexts(applications), values: [ref.name] },
    { patterns: asTexts(clusters), values: asTexts([name, server]) },
    { patterns: asTexts(namespaces), values: asTexts([namespace]) },
  ]
    .filter(({ patterns }) => patterns.length > 0)
    .map(({ patterns, values }) => patterns.some((pattern) => values.some((each) => matchesPattern(pattern, each))))
  return andOperator === true ? verdicts.length > 0 && verdicts.every(Boolean) : verdicts.some(Boolean)
}
