import type { ObjectChange, Owners, Tree, TreeObject } from '../model.ts'
import { isHook } from './hooks.ts'
import { removalOf } from './removal.ts'
import { replacementOf } from './replacement.ts'

/** What Argo CD will do with a changed object. `hand-over`: it comes into Git or leaves it, and is there all the time. `run`: a hook. */
export type Effect =
  | 'create'
  | 'patch'
  | 'replace'
  | 'delete'
  | 'delete-and-create'
  | 'keep'
  | 'ask'
  | 'nothing'
  | 'hand-over'
  | 'run'

/** Says in one word what Argo CD does about a change. */
export function effectOf(
  change: ObjectChange,
  owners: { readonly base: Owners; readonly head: Owners },
  head: Tree,
): Effect {
  if (change.after && change.change !== 'renamed' && isHook(change.after.value)) return 'run'
  if (change.change === 'added') return 'create'
  if (change.change === 'changed') {
    const after = change.after as TreeObject
    if (change.paths.length === 0) return 'nothing'
    const how = replacementOf(after, owners.head.of(after))
    return how === 'recreated' ? 'delete-and-create' : how === 'overwritten' ? 'replace' : 'patch'
  }
  const { outcome } = removalOf(change.before as TreeObject, owners, head)
  if (change.change === 'renamed') return outcome === 'kept' ? 'create' : 'delete-and-create'
  return outcome === 'kept' ? 'keep' : outcome === 'asks' ? 'ask' : 'delete'
}
