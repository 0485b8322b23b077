/** The part of a pod's spec that placement, capacity and security look at, in plain JSON. */
export interface PodSpecLike {
  readonly containers: readonly ContainerLike[]
  readonly initContainers?: readonly ContainerLike[]
  readonly nodeSelector?: Readonly<Record<string, string>>
  readonly tolerations?: readonly TolerationLike[]
  readonly affinity?: Record<string, unknown>
  readonly hostNetwork?: boolean
  readonly priorityClassName?: string
  readonly securityContext?: Record<string, unknown>
  readonly volumes?: readonly Record<string, unknown>[]
  readonly [key: string]: unknown
}

export interface ContainerLike {
  readonly name: string
  readonly image: string
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string>>
    readonly limits?: Readonly<Record<string, string>>
  }
  readonly securityContext?: Record<string, unknown>
  readonly [key: string]: unknown
}

export interface TolerationLike {
  readonly key?: string
  readonly operator?: string
  readonly value?: string
  readonly effect?: string
  readonly tolerationSeconds?: number
}
