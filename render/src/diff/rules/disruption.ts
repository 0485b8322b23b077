import { describeObject } from '@ainur/constructs/finding'
import { specOf } from '../../model/shape.ts'
import { removalOf } from '../effects/removal.ts'
import type { DiffCheck, DiffContext, DiffFinding, ObjectChange, TreeObject } from '../model.ts'
import { isRolled, replicasOf } from '../reading/rolled-workload.ts'
import { closedWebhooks } from './disruption/closed-webhooks.ts'
import { newlyIsolated } from './disruption/newly-isolated.ts'
import { reachLost } from './disruption/reach-lost.ts'
import { restarts } from './disruption/restarts.ts'
import { rule } from './disruption/rule.ts'
import { scaling } from './disruption/scaling.ts'
import { stuckDrains } from './disruption/stuck-drains.ts'

/** Which pods restart, and whether anybody notices. */
export const disruption: DiffCheck = {
  rule,
  *run(context) {
    for (const change of context.changes) {
      if (change.change === 'changed') yield* restarts(change, context.trees.head)
      else if (change.change === 'removed' || change.change === 'renamed') yield* stops(change, context)
      yield* scaling(change, context)
      yield* suspension(change)
      yield* reachLost(change, context)
      yield* newlyIsolated(change, context)
      yield* closedWebhooks(change)
    }
    yield* stuckDrains(context)
  },
}

function* stops(change: ObjectChange, { owners, trees }: DiffContext): Generator<DiffFinding> {
  const object = change.before as TreeObject
  const isSchedule = object.group === 'batch' && object.ref.kind === 'CronJob'
  if (!isSchedule && (!isRolled(object) || replicasOf(object) === 0)) return
  if (removalOf(object, owners, trees.head).outcome === 'kept') return
  const isRenamed = change.change === 'renamed'
  const message = isSchedule
    ? isRenamed
      ? `Its jobs that run are stopped; ${describeObject(change.object)} runs the next ones.`
      : 'It no longer runs.'
    : isRenamed
      ? `Its pods stop while those of ${describeObject(change.object)} start: Argo CD waits for neither.`
      : 'Its pods stop for good.'
  const remedy = isSchedule
    ? 'Make sure that nobody counts on it: backups, renewals, clean-up.'
    : 'Make sure that nothing needs them in between.'
  yield rule.finding(object.ref, '', message, remedy)
}

function* suspension({ before, after }: ObjectChange): Generator<DiffFinding> {
  if (!before || after?.group !== 'batch' || after.ref.kind !== 'CronJob') return
  if (specOf(before.value).suspend === true || specOf(after.value).suspend !== true) return
  const message = 'It is suspended: it no longer runs until somebody takes that back.'
  const remedy = 'Make sure that nobody counts on it: backups, renewals, clean-up.'
  yield rule.finding(after.ref, 'spec.suspend', message, remedy)
}
