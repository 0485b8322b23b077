import { describeObject, type ObjectRef } from '@ainur/constructs/finding'
import { groupBy } from '../../model/group-by.ts'
import type { DiffResult, ShownChange } from '../diff-trees.ts'

/** Objects that change in the same way. */
export interface ChangeGroup {
  readonly changes: readonly ShownChange[]
  /** Whether an error or a warning is about it: then it is shown by itself, unfolded. */
  readonly isAlarming: boolean
  /** Rank of its worst finding: the smaller, the more dangerous. Infinite without one. */
  readonly danger: number
}

export interface AppView {
  readonly name: string
  readonly counts: string
  readonly groups: readonly ChangeGroup[]
}

/** The changes of each app, the most dangerous first. */
export function appsOf({ objects, findings }: DiffResult): AppView[] {
  // How dangerous the worst finding about each object is, 0 first.
  const marked = new Map([...findings.entries()].reverse().map(([rank, { object }]) => [identity(object), rank]))
  const quiet = findings.findIndex(({ severity }) => severity === 'info')
  const alarms = quiet < 0 ? findings.length : quiet
  return [...groupBy(objects, ({ app }) => app)]
    .map(([name, changes]) => ({ name, counts: countChanges(changes), groups: groupChanges(changes, marked, alarms) }))
    .sort((a, b) => compareRank(a, b) || (a.name < b.name ? -1 : 1))
}

function compareRank(a: AppView, b: AppView): number {
  const [first, second] = [a, b].map(({ groups }) => groups[0]?.danger ?? Number.POSITIVE_INFINITY) as [number, number]
  return first === second ? 0 : first - second
}

/** Joins what changes alike, and puts what has findings first; of these the first `alarms` are errors and warnings. */
function groupChanges(
  changes: readonly ShownChange[],
  marked: ReadonlyMap<string, number>,
  alarms: number,
): ChangeGroup[] {
  const groups = groupBy(changes, (change) => {
    if (change.change !== 'changed' || dangerOf(change, marked) < alarms) return change
    const paths = change.paths.map(({ path, before, after }) => [path, before, after])
    return JSON.stringify([change.object.kind, change.effect, paths])
  })
  return [...groups.values()]
    .map((list) => {
      const danger = Math.min(...list.map((each) => dangerOf(each, marked)))
      return { changes: list, danger, isAlarming: danger < alarms }
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
