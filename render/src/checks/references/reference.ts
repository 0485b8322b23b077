/** One object naming another. */
export interface Reference {
  /** Where it is written. */
  readonly path: string
  readonly group: string
  readonly kind: string
  /** Absent: cluster-scoped, or any namespace will do (see `anyNamespace`). */
  readonly namespace?: string
  /** The namespace is decided by a controller's own configuration. */
  readonly anyNamespace?: boolean
  readonly name: string
  /** `name` holds the namespace too, where one cannot tell them apart: the ways in which the two may be written as one. */
  readonly joined?: (namespace: string, name: string) => readonly string[]
  /** Key of a ConfigMap or Secret, name or number of a Service's port. */
  readonly key?: string
  /** Pods start without it. */
  readonly optional?: boolean
}
