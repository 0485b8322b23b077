import type { LoadedTrees } from '../input/load-trees.ts'
import type { Manifest, Tree, TreeObject } from '../model.ts'

export interface Match {
  readonly before?: TreeObject
  readonly after?: TreeObject
}

/** Pairs the objects of two trees by identity. Objects with the same bytes on both sides do not appear. */
export function matchObjects(trees: LoadedTrees): Match[] {
  const before = byId(trees.onlyInBase)
  const after = byId(trees.onlyInHead)
  const matches: Match[] = []
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    // An object that looks added or removed may have a twin in a file that did not change.
    const match = {
      before: winner(before.get(id), trees.base, after.get(id)),
      after: winner(after.get(id), trees.head, before.get(id)),
    }
    matches.push(match)
  }
  return matches
}

/** The last of the objects with one identity, over the whole tree: Argo CD lets the last file win. */
function winner(own: TreeObject | undefined, tree: Tree, other: TreeObject | undefined): TreeObject | undefined {
  const known = own ?? other
  if (!known) return undefined
  const { kind, namespace, name } = known.ref
  return tree.find(known.group, kind, namespace, name)
}

function byId(manifests: readonly Manifest[]): Map<string, TreeObject> {
  return new Map(manifests.flatMap((manifest) => manifest.objects).map((object) => [object.id, object]))
}
