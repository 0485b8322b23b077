/** All severities, worst first. */
export const severities = ['error', 'warning', 'info'] as const

export type Severity = (typeof severities)[number]

/** Identity of the object that a finding is about. */
export interface ObjectRef {
  readonly apiVersion: string
  readonly kind: string
  /** Absent for cluster-scoped objects. */
  readonly namespace?: string
  readonly name: string
}

/** What a finding can be about that is not a Kubernetes object. */
export type OwnKind = 'Upstream' | 'Cluster' | 'AcceptFile' | 'ImageLock' | 'File' | 'Rule'

const ownVersion = 'ainur/v1'

/** A cluster definition (`ainur/v1 Cluster <name>`), a file or a rule, as the object of a finding. */
export function ownObject(kind: OwnKind, name: string): ObjectRef {
  return { apiVersion: ownVersion, kind, name }
}

/** Whether a finding's object is one of those that `ownObject` makes. */
export function isOwnObject(ref: ObjectRef): boolean {
  return ref.apiVersion === ownVersion
}

/**
 * One thing that is wrong, or that its owner should know.
 *
 * The shape is a contract: it is what `--format json` prints.
 */
export interface Finding {
  /** Stable kebab-case id, e.g. `node-address-duplicate`. */
  readonly rule: string
  readonly severity: Severity
  readonly object: ObjectRef
  /** Path inside the object: `spec.template.spec.containers[0].image`, `nodes[2].address`; empty for the object as a whole. */
  readonly path: string
  /** What was given, as its author wrote it, and what is allowed. */
  readonly message: string
  /** What to do. */
  readonly remedy: string
}

/** `Deployment dex/dex`, or `StorageClass longhorn` for cluster-scoped objects. */
export function describeObject(ref: ObjectRef): string {
  return ref.namespace ? `${ref.kind} ${ref.namespace}/${ref.name}` : `${ref.kind} ${ref.name}`
}
