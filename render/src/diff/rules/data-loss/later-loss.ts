import { asMap, asMaps, asText, specOf } from '../../../model/shape.ts'
import type { DiffFinding, ObjectChange } from '../../model.ts'
import { replicasOf } from '../../reading/rolled-workload.ts'
import { rule } from './rule.ts'

/** Settings by which a later, harmless looking step deletes data; and the step itself, for claims of a StatefulSet. */
export function* laterLoss({ before, after }: ObjectChange): Generator<DiffFinding> {
  if (!before || !after) return
  const [old, now] = [specOf(before.value), specOf(after.value)]
  const kind = `${after.group}/${after.ref.kind}`
  if (kind === '/PersistentVolume') {
    const policy = 'persistentVolumeReclaimPolicy'
    if (now[policy] === 'Delete' && old[policy] !== 'Delete') {
      const message = `From now on the data goes with the claim: the reclaim policy is Delete instead of ${asText(old[policy]) ?? 'Retain'}.`
      const remedy = 'Keep Retain for data that is not copied anywhere else.'
      yield rule.finding(after.ref, `spec.${policy}`, message, remedy, 'warning')
    }
  }
  if (kind !== 'apps/StatefulSet' || asMaps(now.volumeClaimTemplates).length === 0) return
  const [from, to] = [old, now].map((spec) => asMap(spec.persistentVolumeClaimRetentionPolicy)) as [
    Record<string, unknown>,
    Record<string, unknown>,
  ]
  for (const [field, when] of [
    ['whenDeleted', 'when it is deleted'],
    ['whenScaled', 'when it is scaled down'],
  ] as const)
    if (to[field] === 'Delete' && from[field] !== 'Delete') {
      const message = `From now on Kubernetes deletes the claims of the StatefulSet ${when}.`
      const remedy = 'Keep Retain for data that is not copied anywhere else.'
      yield rule.finding(after.ref, `spec.persistentVolumeClaimRetentionPolicy.${field}`, message, remedy, 'warning')
    }
  const [had, has] = [replicasOf(before), replicasOf(after)]
  if (to.whenScaled === 'Delete' && has < had) {
    const message = `It is scaled from ${had} to ${has}, and its retention policy deletes the claims of the pods that go (whenScaled: Delete).`
    const remedy = 'Set whenScaled to Retain in a change of its own first, or copy the data.'
    yield rule.finding(after.ref, 'spec.replicas', message, remedy)
  }
}
