import { defineRule, describeObject } from '@ainur/constructs/finding'
import { asMap, specOf } from '../../model/shape.ts'
import { waveOf } from '../effects/sync-options.ts'
import type { DiffCheck, DiffContext, DiffFinding, Owners, Tree, TreeObject } from '../model.ts'
import { referencesOf, referringKinds, resolveReference } from '../reading/references.ts'

const rule = defineRule('wave-order', 'warning', {
  title: 'an object is applied before something it needs',
  why: 'Argo CD applies a wave only when everything in the waves before it is healthy. A workload in an earlier wave than the ConfigMap, claim or ServiceAccount it needs never gets healthy, so the later wave never comes: the first sync of a new cluster hangs for ever, even if today’s cluster does not show it. The same holds between Applications: one that moves before another whose issuer, class or namespace its objects need.',
  remedy: 'Hand what is needed to the app that needs it.',
  accept: 'Accept it when the needed object always exists before the first sync.',
})

/** An object that is applied before something it needs. */
export const waveOrder: DiffCheck = {
  rule,
  *run({ changes, trees, owners }) {
    const touched = changes.flatMap(({ after }) => (after ? [after] : []))
    const suspects = new Map(touched.map((object) => [object.id, object]))
    for (const object of touched) {
      const before = trees.base.same(object)
      if (!before || waveOf(before.value) === waveOf(object.value)) continue
      for (const [group, kind] of referringKinds)
        for (const user of trees.head.mentioning(group, kind, object.ref.name)) suspects.set(user.id, user)
    }
    yield* acrossApplications(changes, trees, owners)
    for (const object of suspects.values()) {
      const old = trees.base.same(object)
      const known = new Set(old ? inversions(old, trees.base, owners.base).map(({ id }) => id) : [])
      for (const target of inversions(object, trees.head, owners.head)) {
        if (known.has(target.id)) continue
        const message = `${describeObject(object.ref)} is in wave ${waveOf(object.value)}, before ${describeObject(target.ref)} in wave ${waveOf(target.value)}, which it needs: on a new cluster the sync waits for ever.`
        const remedy = `Give ${describeObject(target.ref)} the same wave or an earlier one.`
        yield rule.finding(object.ref, 'metadata.annotations["argocd.argoproj.io/sync-wave"]', message, remedy)
      }
    }
  },
}

/** Applications that moved before what their objects need, one finding for each pair. */
function* acrossApplications(
  changes: DiffContext['changes'],
  trees: DiffContext['trees'],
  owners: DiffContext['owners'],
): Generator<DiffFinding> {
  const moved = new Set(
    changes.flatMap(({ before, after }) =>
      after?.group === 'argoproj.io' &&
      after.ref.kind === 'Application' &&
      (!before || waveOf(before.value) !== waveOf(after.value))
        ? [after.id]
        : [],
    ),
  )
  if (moved.size === 0) return
  const told = new Set<string>()
  for (const user of trees.head.objects()) {
    const owner = owners.head.of(user)
    if (!owner) continue
    for (const reference of referencesOf(user)) {
      const target = reference.optional ? undefined : resolveReference(reference, trees.head)
      const needed = target && owners.head.of(target)
      if (!target || !needed || needed.id === owner.id || !(moved.has(owner.id) || moved.has(needed.id))) continue
      if (owners.head.of(owner)?.id !== owners.head.of(needed)?.id || waveOf(needed.value) <= waveOf(owner.value))
        continue
      const before = [owner, needed].map((each) => trees.base.same(each))
      const [old, oldNeeded] = before
      if (old && oldNeeded && waveOf(oldNeeded.value) > waveOf(old.value)) continue
      const pair = `${owner.id}\0${needed.id}`
      if (told.has(pair)) continue
      told.add(pair)
      const message = `Application ${owner.ref.name} is in wave ${waveOf(owner.value)}, before ${needed.ref.name} in wave ${waveOf(needed.value)}, but its ${describeObject(user.ref)} needs ${describeObject(target.ref)} from there: on a new cluster it cannot get healthy, and the later wave never comes.`
      const remedy = `Give ${needed.ref.name} an earlier wave than ${owner.ref.name}.`
      yield rule.finding(owner.ref, 'metadata.annotations["argocd.argoproj.io/sync-wave"]', message, remedy)
    }
  }
}

/** What `object` needs from later waves of its own Application. */
function inversions(object: TreeObject, tree: Tree, owners: Owners): TreeObject[] {
  const owner = owners.of(object)
  const named = referencesOf(object).flatMap((reference) =>
    reference.optional ? [] : (resolveReference(reference, tree) ?? []),
  )
  const namespace = object.ref.namespace ? tree.find('', 'Namespace', undefined, object.ref.namespace) : undefined
  const definition = object.group.includes('.') ? definitionOf(object, tree) : undefined
  const needed = [...named, ...(namespace ? [namespace] : []), ...(definition ? [definition] : [])]
  const later = needed.filter(
    (target) => owners.of(target)?.id === owner?.id && waveOf(target.value) > waveOf(object.value),
  )
  return [...new Map(later.map((target) => [target.id, target])).values()]
}

function definitionOf({ group, ref }: TreeObject, tree: Tree): TreeObject | undefined {
  return tree.mentioning('apiextensions.k8s.io', 'CustomResourceDefinition', ref.kind).find(({ value }) => {
    const spec = specOf(value)
    return spec.group === group && asMap(spec.names).kind === ref.kind
  })
}
