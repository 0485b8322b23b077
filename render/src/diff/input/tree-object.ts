import type { ObjectRef } from '@ainur/constructs'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { SecretSpot } from '../../secrets/secret-spot.ts'

/** One object of a tree, free of secret values. */
export interface TreeObject {
  /** Group, kind, namespace and name; two objects of a tree with one id are duplicates. */
  readonly id: string
  readonly group: string
  readonly ref: ObjectRef
  /** Relative to the root of the tree, with `/`. */
  readonly file: string
  readonly value: KubeObject
  readonly secrets: readonly SecretSpot[]
}
