import { describeObject } from '@ainur/constructs/finding'
import { removalOf } from '../effects/removal.ts'
import type { TreeObject } from '../input/tree-object.ts'
import type { DiffFinding, ObjectChange } from '../model.ts'
import { report } from '../rule/report.ts'
import type { Rule, RuleContext } from '../rule/rule.ts'
import { laterLoss } from './data-loss/later-loss.ts'
import { lossVerdict } from './data-loss/loss-verdict.ts'
import { movedClaims } from './data-loss/moved-claims.ts'

/** Data that the change puts at risk, followed down to the volume. */
export const dataLoss: Rule = {
  id: 'data-loss',
  severity: 'error',
  title: 'data is deleted, orphaned or left behind',
  why: 'A PersistentVolumeClaim, StatefulSet, PersistentVolume, Namespace or CustomResourceDefinition leaves the tree, is renamed (which is a deletion and a fresh, empty object), a claim moves to another class, or a volume or StatefulSet is told to delete its data later. The finding follows the claim to its StorageClass, the reclaim policy and the number of replicas and says what becomes of the data: deleted, retained or orphaned.',
  accept:
    'Accept it when the data is copied or backed up, or worthless. To keep the volume, set the reclaim policy of the PersistentVolume to `Retain` before the merge, or give the object the annotation `argocd.argoproj.io/sync-options: Prune=false` in a change of its own first.',
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

function* removed(change: ObjectChange, context: RuleContext): Generator<DiffFinding> {
  const object = change.before as TreeObject
  const verdict = lossVerdict(object, context)
  if (!verdict) return
  const removal = removalOf(object, context.owners, context.trees.head)
  const renamed =
    change.change === 'renamed' ? ` It is renamed to ${describeObject(change.object)}, which starts empty.` : ''
  const subject = describeObject(object.ref)
  if (removal.outcome === 'kept') {
    if (renamed)
      yield report(
        'data-loss',
        'warning',
        object.ref,
        '',
        `${subject} is left behind with its data: ${removal.because}.${renamed}`,
        'Copy the data to the new one before pods use it, or keep the name.',
      )
    return
  }
  const who =
    removal.outcome === 'asks'
      ? `Argo CD waits for a confirmation (${removal.because}), then deletes ${subject}`
      : removal.outcome === 'deleted'
        ? `Argo CD deletes ${subject}: ${removal.because}${removal.unless ? `, unless ${removal.unless}` : ''}`
        : `${subject} leaves the tree; it is deleted if whatever applies the tree prunes`
  yield report(
    'data-loss',
    verdict.lost ? 'error' : 'warning',
    object.ref,
    '',
    `${who}. ${capital(verdict.story)}.${renamed}`,
    verdict.remedy,
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
