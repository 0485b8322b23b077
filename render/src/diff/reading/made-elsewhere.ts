import { replicaClaims } from '../../checks/references/made-from.ts'
import { ObjectIndex } from '../../checks/references/object-index.ts'
import type { Tree } from '../input/tree.ts'
import type { TreeObject } from '../input/tree-object.ts'
import type { DiffContext } from '../rule/diff-check.ts'
import { type ClusterFacts, clusterOf } from './clusters.ts'
import type { Reference } from './references.ts'

/** Kinds from which controllers make other objects, and what that depends on. */
const makers = [
  ['trust.cert-manager.io', 'Bundle'],
  ['cert-manager.io', 'Certificate'],
  ['helm.cattle.io', 'HelmChart'],
  ['networking.k8s.io', 'Ingress'],
  ['apps', 'StatefulSet'],
  ['', 'PersistentVolume'],
  ['bitnami.com', 'SealedSecret'],
  ['external-secrets.io', 'ExternalSecret'],
  ['', 'Namespace'],
] as const

/**
 * Whether something outside the tree makes an object that `user` names: the definition's releases, secret needs and
 * distribution, or a controller from an object of the tree. Without a definition only the latter is known.
 */
export function madeElsewhere(context: DiffContext): (reference: Reference, user: TreeObject) => boolean {
  const { head } = context.trees
  const indexes = new Map<ClusterFacts, ObjectIndex>()
  return (reference, user) => {
    if (isBundleTarget(reference, head) || isReplicaClaim(reference, head)) return true
    const facts = clusterOf(user, context)
    if (!facts) return false
    const index = indexes.get(facts) ?? indexOf(facts, context)
    indexes.set(facts, index)
    return index.resolve({ ...reference, key: undefined }) === 'found'
  }
}

function isBundleTarget({ kind, name }: Reference, tree: Tree): boolean {
  if (kind !== 'ConfigMap' && kind !== 'Secret') return false
  return tree.find('trust.cert-manager.io', 'Bundle', undefined, name) !== undefined
}

/** A StatefulSet's controller makes its claims, `<template>-<set>-<ordinal>`. */
function isReplicaClaim({ kind, namespace, name }: Reference, tree: Tree): boolean {
  if (kind !== 'PersistentVolumeClaim') return false
  return tree
    .ofKind('apps', 'StatefulSet', namespace)
    .some(({ value }) => replicaClaims(value).some((claim) => claim.name === name))
}

function indexOf(facts: ClusterFacts, context: DiffContext): ObjectIndex {
  const objects = makers
    .flatMap(([group, kind]) => context.trees.head.ofKind(group, kind))
    .filter((object) => clusterOf(object, context) === facts)
    .map((object) => ({
      app: '',
      object: object.value,
      policies: [],
      origin: { constructPath: '', sourceFile: object.file },
    }))
  return new ObjectIndex({ ...facts, objects })
}

/** Namespaces in which releases or controllers make pods that stand in no file, by the definition of `user`'s cluster. */
export function hasUnseenPods(user: TreeObject, context: DiffContext): boolean {
  const facts = clusterOf(user, context)
  if (!facts) return false
  return facts.apps.some(({ releases, runtimeWorkloads }) =>
    [...releases.flatMap(({ contents }) => contents.workloads), ...runtimeWorkloads].some(
      ({ namespace }) => namespace === user.ref.namespace,
    ),
  )
}
