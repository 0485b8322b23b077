export type Scope = 'Namespaced' | 'Cluster'

/** What is known about a kind without loading its schema. */
export interface KindEntry {
  readonly scope: Scope
  /** Name in API paths: `deployments`. */
  readonly plural: string
}

/** `index.json` beside the generated schema files. */
export interface SchemaIndex {
  /** File name without extension -> what it holds and what it was made from. */
  readonly files: Readonly<Record<string, SchemaFileEntry>>
}

export interface SchemaFileEntry {
  /** Kubernetes minor (`1.36`) for the core files; absent for custom resources. */
  readonly minor?: string
  /** Repository or Go module. */
  readonly source: string
  readonly tag: string
  /** Name of each input -> its SHA-256, in hex. */
  readonly inputs: Readonly<Record<string, string>>
  /** apiVersion -> kind -> [scope, plural]. */
  readonly kinds: Readonly<Record<string, Readonly<Record<string, readonly [Scope, string]>>>>
}
