import type { ClusterInput } from './input.ts'

/** `T` with holes where its author wrote something of the wrong shape: the checks judge what is left. */
export type Partly<T> = unknown extends T
  ? T
  : T extends string | number | boolean | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? readonly (Partly<Item> | undefined)[]
      : { readonly [Key in keyof T]?: Partly<T[Key]> | undefined }

/** A definition as far as its shape is right. */
export type Draft = Partly<ClusterInput>
/** A node as far as its shape is right. */
export type NodeDraft = Partly<ClusterInput['nodes'][number]>

/** An item of a list in the definition together with where it is. */
export interface Placed<T> {
  readonly value: T
  readonly path: string
}

/** The items of `list` that have the right shape, each with its path. */
export function placed<T>(list: readonly (T | undefined)[] | undefined, path: string): Placed<T>[] {
  return (list ?? []).flatMap((value, index) => (value === undefined ? [] : [{ value, path: `${path}[${index}]` }]))
}

/** The nodes of `draft`, each with its path. */
export function nodesOf(draft: Draft): Placed<NodeDraft>[] {
  return placed(draft.nodes, 'nodes')
}
