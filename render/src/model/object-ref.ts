import type { ObjectRef } from '@ainur/constructs'
import type { KubeObject } from './rendered-object.ts'

/** Identity of an object, as findings name it. */
export function objectRef(object: KubeObject): ObjectRef {
  const { name, namespace } = object.metadata
  return { apiVersion: object.apiVersion, kind: object.kind, ...(namespace ? { namespace } : {}), name }
}
