import { asMap, asMaps, asText, specOf } from '../../../model/shape.ts'
import type { DiffContext, DiffFinding, ObjectChange, TreeObject } from '../../model.ts'
import { rule } from './rule.ts'
import { describeClaim, fateOfVolume } from './volumes.ts'

/** Claims and templates of claims whose class or name changes. */
export function* movedClaims({ before, after, paths }: ObjectChange, { trees }: DiffContext): Generator<DiffFinding> {
  if (!before || !after) return
  const kind = `${after.group}/${after.ref.kind}`
  if (kind === '/PersistentVolumeClaim') {
    const path = paths.find((each) => each.path === 'spec.storageClassName')
    if (path)
      yield moveOf(
        after,
        'spec.storageClassName',
        path.before,
        path.after,
        fateOfVolume(specOf(before.value), trees.base).story,
      )
  }
  if (kind !== 'apps/StatefulSet') return
  const [old, now] = [before, after].map(
    ({ value }) =>
      new Map(
        asMaps(specOf(value).volumeClaimTemplates).map((claim) => [asText(asMap(claim.metadata).name) ?? '', claim]),
      ),
  ) as [Map<string, Record<string, unknown>>, Map<string, Record<string, unknown>>]
  for (const [index, [name, claim]] of [...old].entries()) {
    const next = now.get(name)
    const className = (each: Record<string, unknown>) => asMap(each.spec).storageClassName
    if (!next) {
      const message = `The claims ${name}-${after.ref.name}-N (${describeClaim(asMap(claim.spec))}) are no longer mounted: they stay, orphaned, and pods start without their data.`
      const remedy = 'Copy the data to where the pods look for it now, then delete the claims.'
      yield rule.finding(after.ref, 'spec.volumeClaimTemplates', message, remedy, 'warning')
    } else if (className(claim) !== className(next)) {
      yield moveOf(
        after,
        `spec.volumeClaimTemplates[${index}].spec.storageClassName`,
        className(claim),
        className(next),
        'the existing claims keep their class and data; only new replicas get the new one',
      )
    }
  }
}

function moveOf({ ref }: TreeObject, path: string, before: unknown, after: unknown, story: string): DiffFinding {
  const message = `The class changes from ${before ?? 'the default'} to ${after ?? 'the default'}. No volume moves: a claim that is recreated to get the new class starts empty; ${story}.`
  const remedy = 'Make a second claim of the new class, copy the data, then switch the pods over.'
  return rule.finding(ref, path, message, remedy)
}
