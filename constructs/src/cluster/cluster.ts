import type { DistributionId } from '../distribution/distributions.ts'
import type { Finding } from '../finding/finding.ts'
import type { IdentityInput, PoolEnds } from './input.ts'
import type { Architecture, ClusterNode } from './node-types.ts'
import type { OutsideMachine } from './outside-machine.ts'

export type * from './connectors.ts'

/** A validated cluster definition with its defaults filled in. Made by `defineCluster()`; never changes. */
export interface Cluster {
  /** DNS label; also the folder in `apps/` and in `dist/`. */
  readonly name: string
  /** Domain below which all hosts are exposed, e.g. `ainur.home.arpa`. */
  readonly domain: string
  readonly git: GitLocation
  readonly kubernetes: { readonly distribution: DistributionId; readonly version: string; readonly minor: string }
  readonly network: Network
  readonly nodes: readonly ClusterNode[]
  /** Machines that are not part of the cluster. */
  readonly machines: readonly OutsideMachine[]
  readonly identity: Identity
  /** Prefix of the images that this repository builds, e.g. `ghcr.io/you`. */
  readonly registry: string
  /** What is special about registries that images are pulled from, by the beginning of an image's name. */
  readonly registries: Readonly<Record<string, Registry>>
  /** Architectures of all nodes, sorted. */
  readonly architectures: readonly Architecture[]
  /** Warnings that validation found; errors throw instead. */
  readonly warnings: readonly Finding[]

  /** `host('dex')` is `dex.<domain>`. */
  host(label: string): string
  nodesWith(capability: string): readonly ClusterNode[]
  /** The machine outside the cluster called `name`. @throws Error that lists those there are */
  machine(name: string): OutsideMachine
}

/** How images of a registry are pulled. */
export interface Registry {
  /**
   * Name that signs in. Its password, or a token that may read, is asked for by the bootstrap: pods with such an image get
   * a pull secret, and every namespace of theirs a Secret need. @default no login
   */
  readonly user?: string
  /**
   * URLs that every node asks first, in this order: mirrors, or caches that pull through. The registry itself is asked
   * last. Only for a whole registry. @default none
   */
  readonly mirrors?: readonly string[]
}

/** Where Argo CD reads the tree. */
export interface GitLocation {
  readonly url: string
  readonly branch: string
  /** Folder of the rendered tree inside the repository, e.g. `dist/ainur`. */
  readonly path: string
}

/** Addresses of the cluster. */
export interface Network {
  /** CIDR of the nodes' LAN. */
  readonly subnet: string
  readonly gateway: string
  readonly dns: readonly string[]
  /** Virtual address of the Kubernetes API. */
  readonly controlPlaneVip: string
  /** Interface that carries the virtual addresses; undefined: on each server, the one with its default route. */
  readonly interface: string | undefined
  /** IPv4 addresses that Services of type LoadBalancer may get, both ends included: at least one pool. */
  readonly servicePool: readonly PoolEnds[]
  /** Absent: the cluster is IPv4 only. */
  readonly ipv6?: {
    readonly subnet: string
    readonly controlPlaneVip?: string
    readonly pods: string
    readonly services: string
    readonly servicePool: readonly PoolEnds[]
  }
}

/** Who may sign in, and who may do what. */
export type Identity = Required<IdentityInput>

/** A person who signs in with a password at Dex itself. */
export interface StaticUser {
  readonly email: string
  readonly username: string
  /** Stable UUID: it becomes the subject of tokens. */
  readonly id: string
}
