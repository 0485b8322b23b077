import { makerKinds, replicaClaims } from '../../checks/references/made-from.ts'
import { ObjectIndex } from '../../checks/references/object-index.ts'
import { knownSystems } from '../../known-systems/known-systems.ts'
import type { DiffContext, Tree, TreeObject } from '../model.ts'
import { type ClusterFacts, clusterOf } from './clusters.ts'
import type { Reference } from './references.ts'

/**
 * Whether something outside the tree makes an object that `user` names: the definition's releases, secret needs and
 * distribution, or a controller from an object of the tree. Without a definition only the latter is known.
 */
export function madeElsewhere(context: DiffContext): (reference: Reference, user: TreeObject) => boolean {
  const { head } = context.trees
  const indexes = new Map<ClusterFacts, ObjectIndex>()
  return (reference, user) => {
    if (isReplicaClaim(reference, head) || knownSystems.some(({ mayMake }) => mayMake?.(reference, head))) return true
    const facts = clusterOf(user, context)
    if (!facts) return false
    const index = indexes.get(facts) ?? indexOf(facts, context)
    indexes.set(facts, index)
    return index.resolve({ ...reference, key: undefined }) === 'found'
  }
}

/** A StatefulSet's controller makes its claims, `<template>-<set>-<ordinal>`. */
function isReplicaClaim({ kind, namespace, name }: Reference, tree: Tree): boolean {
  if (kind !== 'PersistentVolumeClaim') return false
  return tree
    .ofKind('apps', 'StatefulSet', namespace)
    .some(({ value }) => replicaClaims(value).some((claim) => claim.name === name))
}

function indexOf(facts: ClusterFacts, context: DiffContext): ObjectIndex {
  const objects = [...makerKinds(), '/Namespace']
    .flatMap((each) => {
      const [group = '', kind = ''] = each.split('/')
      return context.trees.head.ofKind(group, kind)
    })
    .filter((object) => clusterOf(object, context) === facts)
    .map((object) => ({
      app: '',
      object: object.value,
      policies: [],
      origin: { constructPath: '', sourceFile: object.file },
    }))
  return new ObjectIndex({ ...facts, objects })
}

/** Namespaces in which releases or controllers make pods that are in no file, by the definition of `user`'s cluster. */
export function hasUnseenPods(user: TreeObject, context: DiffContext): boolean {
  const facts = clusterOf(user, context)
  if (!facts) return false
  return facts.apps.some(({ releases, runtimeWorkloads }) =>
    [...releases.flatMap(({ contents }) => contents.workloads), ...runtimeWorkloads].some(
      ({ namespace }) => namespace === user.ref.namespace,
    ),
  )
}
