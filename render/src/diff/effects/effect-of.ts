import type { Tree } from '../input/tree.ts'
import type { TreeObject } from '../input/tree-object.ts'
import type { ObjectChange } from '../model.ts'
import type { Owners } from './owners.ts'
import { removalOf } from './removal.ts'
import { syncOption } from './sync-options.ts'

/** What Argo CD will do with a changed object. `hand-over`: it comes into Git or leaves it, and is there all the time. */
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

/** Says in one word what Argo CD does about a change. */
export function effectOf(
  change: ObjectChange,
  owners: { readonly base: Owners; readonly head: Owners },
  head: Tree,
): Effect {
  if (change.change === 'added') return 'create'
  if (change.change === 'changed') {
    const { value } = change.after as TreeObject
    const application = owners.head.of(change.after as TreeObject)
    if (change.paths.length === 0) return 'nothing'
    if (syncOption('Force', value, application) === 'true') return 'delete-and-create'
    return syncOption('Replace', value, application) === 'true' ? 'replace' : 'patch'
  }
  const { outcome } = removalOf(change.before as TreeObject, owners, head)
  if (change.change === 'renamed') return outcome === 'kept' ? 'create' : 'delete-and-create'
  return outcome === 'kept' ? 'keep' : outcome === 'asks' ? 'ask' : 'delete'
}
