/** A Kubernetes object as plain JSON. */
export interface KubeObject {
  apiVersion: string
  kind: string
  metadata: ObjectMeta
  // biome-ignore lint/suspicious/noExplicitAny: objects of any kind
  [key: string]: any
}

export interface ObjectMeta {
  name: string
  namespace?: string
  labels?: Record<string, string>
  annotations?: Record<string, string>
  resourceVersion?: string
  uid?: string
  creationTimestamp?: string
  deletionTimestamp?: string
  // biome-ignore lint/suspicious/noExplicitAny: metadata holds more than is named here
  [key: string]: any
}

/** `Deployment dex/dex`, or `StorageClass longhorn` for cluster-scoped objects. */
export function describe(object: {
  readonly kind: string
  readonly metadata: { name: string; namespace?: string }
}): string {
  const { name, namespace } = object.metadata
  return `${object.kind} ${namespace ? `${namespace}/${name}` : name}`
}
