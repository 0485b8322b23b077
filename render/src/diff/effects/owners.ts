import { sourcesIn } from '../../known-systems/argo-cd/sources.ts'
import { groupBy } from '../../model/group-by.ts'
import { folderOf, foldersOf, tailsOf } from '../../text/tree-path.ts'
import type { Manifest } from '../input/manifest.ts'
import type { Tree } from '../input/tree.ts'
import type { TreeObject } from '../input/tree-object.ts'

/** Which Argo CD Application reads which file of a tree. */
export class Owners {
  readonly tree: Tree
  readonly applications: readonly TreeObject[]
  readonly #byPath = new Map<string, TreeObject>()
  readonly #byDirectory = new Map<string, TreeObject | undefined>()
  #byOwner: Map<string | undefined, Manifest[]> | undefined

  constructor(tree: Tree) {
    this.tree = tree
    this.applications = tree.ofKind('argoproj.io', 'Application')
    for (const application of this.applications) {
      for (const path of sourcePaths(application)) {
        for (const [index, tail] of tailsOf(path).entries()) {
          const exact = index === 0
          if (exact || !this.#byPath.has(tail)) this.#byPath.set(tail, application)
        }
      }
    }
  }

  /** The Application that renders `object`; undefined where the tree says nothing of it. */
  of({ file }: { readonly file: string }): TreeObject | undefined {
    const directory = folderOf(file)
    if (!this.#byDirectory.has(directory)) this.#byDirectory.set(directory, this.#nearest(file))
    return this.#byDirectory.get(directory)
  }

  /** Objects that `application` owns. Parses what it has to. */
  ownedBy(application: TreeObject): TreeObject[] {
    this.#byOwner ??= groupBy(this.tree.manifests, (manifest) => this.of(manifest)?.id)
    return (this.#byOwner.get(application.id) ?? []).flatMap((manifest) => [...manifest.objects])
  }

  #nearest(file: string): TreeObject | undefined {
    const folder = foldersOf(file).find((each) => this.#byPath.has(each))
    return folder === undefined ? undefined : this.#byPath.get(folder)
  }
}

/** Sources of an Application, from either of its two fields. */
export function sourcesOf(application: TreeObject): Record<string, unknown>[] {
  return sourcesIn(application.value.spec)
}

function sourcePaths(application: TreeObject): string[] {
  return sourcesOf(application).flatMap(({ path }) => (typeof path === 'string' ? [path] : []))
}
