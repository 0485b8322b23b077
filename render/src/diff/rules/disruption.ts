import { removalOf } from '../effects/removal.ts'
import type { TreeObject } from '../input/tree-object.ts'
import type { DiffFinding, ObjectChange } from '../model.ts'
import { report } from './report.ts'
import { restarts } from './restarts.ts'
import { isRolled, replicasOf } from './rolled-workload.ts'
import type { Rule, RuleContext } from './rule.ts'

/** Which pods restart, and whether anybody notices. */
export const disruption: Rule = {
  id: 'disruption',
  severity: 'warning',
  title: 'pods restart or stop',
  why: 'A change in a pod template restarts every pod made from it. With one replica that holds a ReadWriteOnce volume, or with the strategy `Recreate`, the program is down until the new pod is ready; a rolling update of such a pod can even hang, as the new one waits for the volume of the old one on another node. More replicas than one cannot share such a volume at all.',
  accept: 'Accept it when the moment suits you: merging is what starts the restart.',
  *run(context) {
    for (const change of context.changes) {
      if (change.change === 'changed') yield* restarts(change, context.trees.head)
      else if (change.change === 'removed' || change.change === 'renamed') yield* stops(change, context)
    }
  },
}

function* stops(change: ObjectChange, { owners, trees }: RuleContext): Generator<DiffFinding> {
  const object = change.before as TreeObject
  if (!isRolled(object) || replicasOf(object) === 0) return
  if (removalOf(object, owners, trees.head).outcome === 'kept') return
  const again =
    change.change === 'renamed'
      ? `; ${change.object.kind} ${change.object.name} starts in its place, without waiting for each other`
      : ''
  yield report(
    'disruption',
    'warning',
    object.ref,
    '',
    `Its pods stop for good${again}.`,
    'Make sure that nothing needs them in between.',
  )
}
