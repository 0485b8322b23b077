export type Scope = 'Namespaced' | 'Cluster'

/** What is known about a kind without loading its schema. */
export interface KindEntry {
  readonly scope: Scope
  /** Name in API paths: `deployments`. */
  readonly plural: string
}

/** What there are schemas of. */
export interface SchemaIndex {
  /** `kubernetes-1.36`, or the name of an upstream -> what it holds. */
  readonly files: Readonly<Record<string, SchemaFileEntry>>
}

export interface SchemaFileEntry {
  /** Kubernetes minor (`1.36`) for the core files; absent for custom resources. */
  readonly minor?: string
  /** Go module and tag that a core file was made from. */
  readonly source?: string
  readonly tag?: string
  /** Name of each input -> its SHA-256, in hex. */
  readonly inputs?: Readonly<Record<string, string>>
  /** apiVersion -> kind -> [scope, plural]. */
  readonly kinds: Readonly<Record<string, Readonly<Record<string, readonly [Scope, string]>>>>
}
