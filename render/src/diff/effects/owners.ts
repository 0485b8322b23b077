import { sourcesIn } from '../../known-systems/argo-cd/sources.ts'
import { groupBy } from '../../model/group-by.ts'
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
    // Where the tree's root lies in the repository is unknown for a directory: any tail of the source's path will do.
    for (const application of this.applications) {
      for (const path of sourcePaths(application)) {
        const steps = path.split('/').filter((step) => step !== '' && step !== '.')
        for (let from = 0; from < steps.length; from++) {
          const tail = steps.slice(from).join('/')
          const exact = from === 0
          if (exact || !this.#byPath.has(tail)) this.#byPath.set(tail, application)
        }
      }
    }
  }

  /** The Application that renders `object`; undefined where the tree says nothing of it. */
  of(object: { readonly file: string }): TreeObject | undefined {
    const directory = object.file.slice(0, Math.max(0, object.file.lastIndexOf('/')))
    if (!this.#byDirectory.has(directory)) this.#byDirectory.set(directory, this.#nearest(directory))
    return this.#byDirectory.get(directory)
  }

  /** Objects that `application` owns. Parses what it has to. */
  ownedBy(application: TreeObject): TreeObject[] {
    this.#byOwner ??= groupBy(this.tree.manifests, (manifest) => this.of(manifest)?.id)
    return (this.#byOwner.get(application.id) ?? []).flatMap((manifest) => [...manifest.objects])
  }

  #nearest(directory: string): TreeObject | undefined {
    const steps = directory.split('/')
    for (let length = steps.length; length > 0; length--) {
      const found = this.#byPath.get(steps.slice(0, length).join('/'))
      if (found) return found
    }
    return undefined
  }
}

/** Sources of an Application, from either of its two fields. */
export function sourcesOf(application: TreeObject): Record<string, unknown>[] {
  return sourcesIn(application.value.spec)
}

function sourcePaths(application: TreeObject): string[] {
  return sourcesOf(application).flatMap(({ path }) => (typeof path === 'string' ? [path] : []))
}
