import type { ObjectRef } from '@ainur/constructs'
import type { KubeObject } from '../../model/rendered-object.ts'

/** A value that was taken out of an object before anything else saw it. */
export interface SecretSpot {
  /** Where it stood. */
  readonly path: string
  /** Why it is taken for a secret. */
  readonly why: string
  /** True where it has no business in Git: in anything but a Secret's reference. */
  readonly literal: boolean
  readonly fingerprint: string
}

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

export function objectId(group: string, kind: string, namespace: string | undefined, name: string): string {
  return `${group}/${kind}/${namespace ?? ''}/${name}`
}
