import type { LockOutcome } from '../../images/lock-images.ts'
import { groupBy } from '../../model/group-by.ts'

/** What `images lock` prints at its end. Images that failed for the same reason share one line about it. */
export function lockSummary(outcomes: readonly LockOutcome[], changed: boolean): string {
  const count = (...results: LockOutcome['result'][]) =>
    outcomes.filter(({ result }) => results.includes(result)).length
  const lines = [
    `${count('unchanged', 'moved', 'added', 'confirmed')} images read, ${count('added', 'confirmed')} of them for the first time`,
    ...outcomes
      .filter(({ result }) => result === 'moved')
      .map(({ reference }) => `moved: ${reference} has another digest now`),
    ...outcomes
      .filter(({ lost }) => lost.length > 0)
      .map(({ reference, lost }) => `lost: ${reference} has no ${lost.join(', ')}`),
    ...outcomes
      .filter(({ result }) => result === 'dropped')
      .map(({ reference }) => `dropped: nothing uses ${reference}`),
    ...byProblem('kept as they were', outcomes, 'kept'),
    ...byProblem("taken from their upstream's record", outcomes, 'declared'),
    ...byProblem('not locked', outcomes, 'missing'),
    changed ? 'images.lock.json was written.' : 'images.lock.json is unchanged.',
  ]
  return `${lines.join('\n')}\n`
}

function byProblem(what: string, outcomes: readonly LockOutcome[], wanted: LockOutcome['result']): string[] {
  const failed = outcomes.filter(({ result }) => result === wanted)
  return [...groupBy(failed, ({ problem = '' }) => problem)].flatMap(([problem, alike]) => [
    `${what}: ${problem}`,
    ...alike.map(({ reference }) => `  ${reference}`),
  ])
}
