import type { Finding, ObjectRef } from '@ainur/constructs'
import type { TreeObject } from './input/tree-object.ts'

// Types that nearly every file of the diff needs, in one import.
export type { Owners } from './effects/owners.ts'
export type { Manifest } from './input/manifest.ts'
export type { Tree } from './input/tree.ts'
export type { TreeObject } from './input/tree-object.ts'
export type { Both, DiffCheck, DiffContext } from './rule/diff-check.ts'

/**
 * One step on the way into an object: a key, an index of an atomic list, the keys of an item of a keyed list, or the
 * step from a string into the document that it holds.
 */
export type Segment = string | number | KeyedItem | EmbeddedDocument

export interface KeyedItem {
  readonly keys: Readonly<Record<string, unknown>>
}

export interface EmbeddedDocument {
  readonly document: DocumentFormat
}

export type DocumentFormat = 'yaml' | 'json' | 'ini'

/** One difference. `before` is absent for what was added, `after` for what was removed. */
export interface PathChange {
  readonly segments: readonly Segment[]
  /** `segments` for people: `spec.ports[port=80,protocol=TCP].name`. */
  readonly path: string
  readonly before?: unknown
  readonly after?: unknown
}

/** A difference without effect; `rule` says why. */
export interface HiddenChange extends PathChange {
  readonly rule: string
}

export type ChangeKind = 'added' | 'removed' | 'changed' | 'renamed'

export interface ObjectChange {
  readonly change: ChangeKind
  /** The object as it is called after the change; before it, if it was removed. */
  readonly object: ObjectRef
  readonly before?: TreeObject
  readonly after?: TreeObject
  /** Empty for added and removed objects. */
  readonly paths: readonly PathChange[]
  readonly hidden: readonly HiddenChange[]
}

/** A finding of a diff, with the file whose edit brought it about, where that is known. */
export interface DiffFinding extends Finding {
  /** Source file of the construct that made the object, relative to the repository. */
  readonly source?: string
}
