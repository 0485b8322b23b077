import { describeObject } from '@ainur/constructs/finding'
import { removalOf } from '../effects/removal.ts'
import type { DiffCheck, DiffContext, DiffFinding, ObjectChange, TreeObject } from '../model.ts'
import { laterLoss } from './data-loss/later-loss.ts'
import { lossVerdict } from './data-loss/loss-verdict.ts'
import { movedClaims } from './data-loss/moved-claims.ts'
import { rule } from './data-loss/rule.ts'

/** Data that the change puts at risk, followed down to the volume. */
export const dataLoss: DiffCheck = {
  rule,
  *run(context) {
    for (const change of context.changes) {
      if (change.change === 'removed' || change.change === 'renamed') yield* removed(change, context)
      else if (change.change === 'changed') {
        yield* movedClaims(change, context)
        yield* laterLoss(change)
      }
    }
  },
}

function* removed(change: ObjectChange, context: DiffContext): Generator<DiffFinding> {
  const object = change.before as TreeObject
  const verdict = lossVerdict(object, context)
  if (!verdict) return
  const removal = removalOf(object, context.owners, context.trees.head)
  const renamed =
    change.change === 'renamed' ? ` It is renamed to ${describeObject(change.object)}, which starts empty.` : ''
  const subject = describeObject(object.ref)
  if (removal.outcome === 'kept') {
    if (renamed) {
      const message = `${subject} is left behind with its data: ${removal.because}.${renamed}`
      const remedy = 'Copy the data to the new one before pods use it, or keep the name.'
      yield rule.finding(object.ref, '', message, remedy, 'warning')
    }
    return
  }
  const who =
    removal.outcome === 'asks'
      ? `Argo CD waits for a confirmation (${removal.because}), then deletes ${subject}`
      : removal.outcome === 'deleted'
        ? `Argo CD deletes ${subject}: ${removal.because}${removal.unless ? `, unless ${removal.unless}` : ''}`
        : `${subject} leaves the tree; it is deleted if whatever applies the tree prunes`
  const message = `${who}. ${capital(verdict.story)}.${renamed}`
  yield rule.finding(object.ref, '', message, verdict.remedy, verdict.lost ? 'error' : 'warning')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
