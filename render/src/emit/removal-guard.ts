import type { ObjectRef } from '@ainur/constructs/finding'
import { identityKey, identityOfRef } from '../layout/identity.ts'
import type { Refusal } from './emit-error.ts'

/** Removing one of these loses data, or objects that stand nowhere in the tree. As `group/Kind`. */
const PRECIOUS = new Set([
  '/PersistentVolumeClaim',
  'apps/StatefulSet',
  '/Namespace',
  'apiextensions.k8s.io/CustomResourceDefinition',
])

/** Share of the objects that may vanish unasked. */
const LIMIT = 1 / 4

/**
 * Objects that would leave the tree, by identity: a file that moved, or a new version of an API, removes nothing.
 *
 * @returns null when so few and such objects go that nobody needs to be asked.
 */
export function judgeRemovals(
  cluster: string,
  previous: readonly ObjectRef[],
  next: readonly ObjectRef[],
): Refusal | null {
  const kept = new Set(next.map((ref) => identityKey(identityOfRef(ref))))
  const removed = previous.filter((ref) => !kept.has(identityKey(identityOfRef(ref))))
  const precious = removed.filter((ref) => {
    const { group, kind } = identityOfRef(ref)
    return PRECIOUS.has(`${group}/${kind}`)
  })
  if (precious.length === 0 && removed.length <= previous.length * LIMIT) return null
  return { cluster, removed, previous: previous.length, precious }
}
