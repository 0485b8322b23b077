import type { CodePlace, PlacementPolicy } from '@ainur/constructs'

/** A Kubernetes object as plain JSON. */
export interface KubeObject {
  apiVersion: string
  kind: string
  metadata: {
    name: string
    namespace?: string
    labels?: Record<string, string>
    annotations?: Record<string, string>
    [key: string]: unknown
  }
  // biome-ignore lint/suspicious/noExplicitAny: the tree holds objects of any kind; the schema check types them
  [key: string]: any
}

/** One object of the tree, with what the passes and checks need to know about where it came from. */
export interface RenderedObject {
  /** Name of the app that owns it. */
  readonly app: string
  object: KubeObject
  readonly policies: readonly PlacementPolicy[]
  readonly origin: {
    readonly constructPath: string
    /** Relative to the repository. */
    readonly sourceFile: string
  }
  /** The line that made it, worked out when asked; absent where no construct did. */
  readonly madeAt?: () => CodePlace | undefined
  /** Name of the release whose chart made it; absent for an object of a construct. */
  readonly release?: string
}
