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
  /** `name` is `<namespace>-<name>`, as Traefik joins them; which dash parts them is not written. */
  readonly joined?: boolean
  /** Key of a ConfigMap or Secret, name or number of a Service's port. */
  readonly key?: string
  /** Pods start without it. */
  readonly optional?: boolean
}
