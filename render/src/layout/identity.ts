import type { ObjectRef } from '@ainur/constructs/finding'
import { groupOf } from '../model/group-of.ts'

/** What makes two objects the same one in a cluster. The version of the API group does not count. */
export interface Identity {
  /** API group, empty for the core group. */
  readonly group: string
  readonly kind: string
  /** Empty for cluster-scoped objects. */
  readonly namespace: string
  readonly name: string
}

/** The part of an object that says which one it is. */
interface Identifiable {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
}

/** Identity of a Kubernetes object. */
export function identityOf(object: Identifiable): Identity {
  const { apiVersion, kind, metadata } = object
  return identityOfRef({ apiVersion, kind, namespace: metadata.namespace, name: metadata.name })
}

/** Identity of the object that `ref` points at. */
export function identityOfRef({ apiVersion, kind, namespace, name }: ObjectRef): Identity {
  return { group: groupOf(apiVersion), kind, namespace: namespace ?? '', name }
}

/** One string per identity: `apps/Deployment/dex/dex`, `/Namespace//dex`. */
export function identityKey({ group, kind, namespace, name }: Identity): string {
  return `${group}/${kind}/${namespace}/${name}`
}
