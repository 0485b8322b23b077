import { automated, syncOption } from '../../effects/sync-options.ts'
import type { DiffContext, DiffFinding } from '../../model.ts'
import { rule } from './rule.ts'

/** Objects that another Application looks after from now on: the old one may delete them first. */
export function* handedOver({ changes, moved, owners }: DiffContext): Generator<DiffFinding> {
  const pairs = [
    ...changes.flatMap(({ change, before, after }) =>
      change === 'changed' && before && after ? [{ before, after }] : [],
    ),
    ...moved.flatMap(({ from, to }) =>
      from.objects.flatMap((before, index) => (to.objects[index] ? [{ before, after: to.objects[index] }] : [])),
    ),
  ]
  for (const { before, after } of pairs) {
    const [old, now] = [owners.base.of(before), owners.head.of(after)]
    if (!old || !now || old.id === now.id) continue
    const prunes = automated(old)?.prune === true && syncOption('Prune', before.value, old) !== 'false'
    const holds = /^(PersistentVolumeClaim|PersistentVolume|StatefulSet|Namespace|CustomResourceDefinition)$/.test(
      after.ref.kind,
    )
    const message = `It moves from Application ${old.ref.name} to ${now.ref.name}.${prunes ? ` Whichever syncs first decides: if ${old.ref.name} does, it deletes the object${holds ? ' with all that hangs on it' : ''} before ${now.ref.name} makes it again.` : ''}`
    const remedy = prunes
      ? 'Give it the sync option Prune=false in a change of its own first, and take that away afterwards.'
      : 'Nothing to do: the old one does not prune.'
    yield rule.finding(after.ref, '', message, remedy, prunes && holds ? 'error' : prunes ? 'warning' : 'info')
  }
}
