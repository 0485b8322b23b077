import { identityKey } from '../../layout/identity.ts'
import { pushTo } from '../../model/group-by.ts'
import type { Manifest } from './manifest.ts'
import type { TreeObject } from './tree-object.ts'

/** A tree of manifests that parses no more of itself than it is asked for. */
export class Tree {
  /** As the user called it: `main (1a2b3c4)`, `dist/`. */
  readonly label: string
  readonly #load: () => readonly Manifest[]
  #manifests: readonly Manifest[] | undefined
  #byKind: Map<string, Manifest[]> | undefined
  #byName: Map<string, Manifest[]> | undefined
  readonly #byNamespace = new Map<string, Map<string, Manifest[]>>()

  constructor(label: string, load: () => readonly Manifest[]) {
    this.label = label
    this.#load = load
  }

  get manifests(): readonly Manifest[] {
    this.#manifests ??= this.#load()
    return this.#manifests
  }

  /** Objects of a kind, in the order of files; only those of `namespace`, if one is given. The core group is empty. */
  ofKind(group: string, kind: string, namespace?: string): TreeObject[] {
    return this.#select(group, kind, namespace)
  }

  /** The same, where the text holds `word`: for finding those that mention a name without parsing the rest. */
  mentioning(group: string, kind: string, word: string, namespace?: string): TreeObject[] {
    return this.#select(group, kind, namespace, word)
  }

  /** All objects with this identity; more than one is a mistake in the tree. */
  all(group: string, kind: string, namespace: string | undefined, name: string): TreeObject[] {
    if (!this.#byName) this.#index()
    const id = identityKey({ group, kind, namespace: namespace ?? '', name })
    return (this.#byName?.get(`${kind}/${name}`) ?? []).flatMap((manifest) =>
      manifest.objects.filter((each) => each.id === id),
    )
  }

  /** The object with this identity: the last one in the order of files, as Argo CD has it. */
  find(group: string, kind: string, namespace: string | undefined, name: string): TreeObject | undefined {
    return this.all(group, kind, namespace, name).at(-1)
  }

  /** The object of this tree with the same identity as one of the other tree. */
  same({ group, ref }: TreeObject): TreeObject | undefined {
    return this.find(group, ref.kind, ref.namespace, ref.name)
  }

  /** Every object: parses the whole tree. */
  objects(): TreeObject[] {
    return this.manifests.flatMap((manifest) => [...manifest.objects])
  }

  #select(group: string, kind: string, namespace: string | undefined, word?: string): TreeObject[] {
    if (!this.#byKind) this.#index()
    let manifests = this.#byKind?.get(`${group}/${kind}`) ?? []
    if (namespace !== undefined) manifests = this.#inNamespace(`${group}/${kind}`, manifests, namespace)
    if (word !== undefined) manifests = manifests.filter(({ text }) => text.includes(word))
    const wanted = (each: TreeObject) =>
      each.group === group &&
      each.ref.kind === kind &&
      (namespace === undefined || (each.ref.namespace ?? '') === namespace)
    return manifests.flatMap((manifest) => manifest.objects.filter(wanted))
  }

  #inNamespace(kind: string, manifests: readonly Manifest[], namespace: string): Manifest[] {
    let byNamespace = this.#byNamespace.get(kind)
    if (!byNamespace) {
      byNamespace = new Map()
      this.#byNamespace.set(kind, byNamespace)
      for (const manifest of manifests) {
        const names = manifest.peek
          ? [manifest.peek.namespace ?? '']
          : [...new Set(manifest.objects.map(({ ref }) => ref.namespace ?? ''))]
        for (const name of names) pushTo(byNamespace, name, manifest)
      }
    }
    return byNamespace.get(namespace) ?? []
  }

  #index(): void {
    this.#byKind = new Map()
    this.#byName = new Map()
    for (const manifest of this.manifests) {
      const peek = manifest.peek
      if (peek) {
        pushTo(this.#byKind, `${peek.group}/${peek.kind}`, manifest)
        pushTo(this.#byName, `${peek.kind}/${peek.name}`, manifest)
        continue
      }
      const kinds = new Set(manifest.objects.map((each) => `${each.group}/${each.ref.kind}`))
      const names = new Set(manifest.objects.map((each) => `${each.ref.kind}/${each.ref.name}`))
      for (const kind of kinds) pushTo(this.#byKind, kind, manifest)
      for (const name of names) pushTo(this.#byName, name, manifest)
    }
  }
}
