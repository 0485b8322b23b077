import { describeObject } from '@ainur/constructs/finding'
import type { Owners } from '../effects/owners.ts'
import { waveOf } from '../effects/sync-options.ts'
import type { Tree } from '../input/tree.ts'
import type { TreeObject } from '../input/tree-object.ts'
import { referencesOf, referringKinds, resolveReference } from './references.ts'
import { report } from './report.ts'
import type { Rule } from './rule.ts'
import { asMap, specOf } from './shape.ts'

/** An object that is applied before something it needs. */
export const waveOrder: Rule = {
  id: 'wave-order',
  severity: 'warning',
  title: 'an object is applied before something it needs',
  why: 'Argo CD applies a wave only when everything in the waves before it is healthy. A workload in an earlier wave than the ConfigMap, claim or ServiceAccount it needs never gets healthy, so the later wave never comes: the first sync of a new cluster hangs for ever, even if today’s cluster does not show it.',
  accept: 'Accept it when the needed object always exists before the first sync.',
  *run({ changes, trees, owners }) {
    const touched = changes.flatMap(({ after }) => (after ? [after] : []))
    const suspects = new Map(touched.map((object) => [object.id, object]))
    for (const object of touched) {
      const before = trees.base.find(object.group, object.ref.kind, object.ref.namespace, object.ref.name)
      if (!before || waveOf(before.value) === waveOf(object.value)) continue
      for (const [group, kind] of referringKinds)
        for (const user of trees.head.mentioning(group, kind, object.ref.name)) suspects.set(user.id, user)
    }
    for (const object of suspects.values()) {
      const old = trees.base.find(object.group, object.ref.kind, object.ref.namespace, object.ref.name)
      const known = new Set(old ? inversions(old, trees.base, owners.base).map(({ id }) => id) : [])
      for (const target of inversions(object, trees.head, owners.head)) {
        if (known.has(target.id)) continue
        yield report(
          'wave-order',
          'warning',
          object.ref,
          'metadata.annotations["argocd.argoproj.io/sync-wave"]',
          `${describeObject(object.ref)} is in wave ${waveOf(object.value)}, before ${describeObject(target.ref)} in wave ${waveOf(target.value)}, which it needs: on a new cluster the sync waits for ever.`,
          `Give ${describeObject(target.ref)} the same wave or an earlier one.`,
        )
      }
    }
  },
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
