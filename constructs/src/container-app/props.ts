import type { BlockStorage, IngressController } from '../app/roles.ts'
import type { SecretSource } from '../app/secret-need.ts'
import type { k8s } from '../k8s.ts'
import type { PlacementPolicy } from '../placement/policy.ts'
import type { SignIn } from '../systems/sign-in-proxy/sign-in-proxy.ts'

export interface ContainerAppProps {
  /** Reference with a tag, e.g. `ghcr.io/gotify/server:2.7.3`. */
  readonly image: string
  /** TCP port that the container listens on. Above 1023, unless it runs as root. @default none: nothing reaches the app */
  readonly port?: number
  readonly resources: ContainerResources
  /** Numeric user that the container runs as, 1 or more. It must be given, unless `allow.root` says why it cannot. */
  readonly user?: number
  /** Numeric group of the user, which also owns the files of its claims. @default the number of `user` */
  readonly group?: number
  /** Variables by name. Numbers and booleans are written as text. @default none */
  readonly environment?: Readonly<Record<string, EnvironmentValue>>
  /** Volumes by name. The rest of the file system is read-only. @default none */
  readonly volumes?: Readonly<Record<string, ContainerVolume>>
  /** Publishes the port to everybody on the LAN. Not together with `signIn`. @default the app is not published */
  readonly ingress?: IngressController
  /** Publishes the port to those who sign in. Not together with `ingress`. @default the app is not published */
  readonly signIn?: ContainerSignIn
  /**
   * Label below the cluster's domain: `push` for `https://push.<domain>`; or the whole name of a host, with its dots, in
   * another domain of yours. @default the app's name
   */
  readonly host?: string
  /** HTTP path that answers 200 when all is well, or paths and time in detail. @default a TCP connection to the port is enough */
  readonly health?: string | ContainerHealth
  /**
   * HTTP path of its metrics at `port`, e.g. `/metrics`, or path and port of their own: the pod says so to what scrapes by
   * the annotations `prometheus.io/…`. Behind `signIn` it takes a port of its own, which every pod of the cluster can read;
   * with `allow.hostNetwork` the LAN can, too.
   * @default nothing is scraped
   */
  readonly metrics?: string | ContainerMetrics
  /** Where its pod may run. @default wherever its image runs */
  readonly placement?: PlacementPolicy | readonly PlacementPolicy[]
  /** Replaces the entry point of the image. @default the image's */
  readonly command?: readonly string[]
  /** Arguments of the entry point. @default the image's */
  readonly args?: readonly string[]
  /** What the container may do beyond the hardened default, and why. @default nothing */
  readonly allow?: ContainerAllowances
  /** Changes the finished container: what it returns is rendered. @default as it is */
  readonly container?: (container: k8s.Container) => k8s.Container
  /** Changes the finished pod, after `container`: what it returns is rendered. @default as it is */
  readonly pod?: (spec: k8s.PodSpec) => k8s.PodSpec
}

/** Quantities as Kubernetes writes them. There is no CPU limit: it throttles a container on an idle node. */
export interface ContainerResources {
  /** Share of a core that is kept free, e.g. `25m`. */
  readonly cpu: string
  /** Memory that is kept free, e.g. `96Mi`. */
  readonly memory: string
  /** Memory above which the container is killed; not below `memory`. @default the same as `memory` */
  readonly memoryLimit?: string
  /** Whole pieces of what a device plugin offers, e.g. `{ 'squat.ai/zigbee': 1 }`. @default none */
  readonly extended?: Readonly<Record<string, number>>
}

/**
 * A value, or where a secret one comes from: a source makes it part of the Secret `<app>-environment`, which the
 * bootstrap fills; `{ secret, key }` reads a Secret that something else makes.
 */
export type EnvironmentValue =
  | string
  | number
  | boolean
  | SecretSource
  | { readonly secret: string; readonly key: string }

/** A directory that the container writes to. */
export type ContainerVolume = ClaimVolume | ScratchVolume

/** Lives on when the pod goes: a PersistentVolumeClaim `<app>-<volume>` that one node mounts at a time. */
export interface ClaimVolume {
  /** Absolute path in the container. */
  readonly path: string
  /** E.g. `2Gi`. It can grow later, and never shrink. */
  readonly size: string
  readonly storage: BlockStorage
  /** Another StorageClass of the same storage. @default storage.storageClass */
  readonly storageClass?: string
  /**
   * Labels the claim with `ainur.tools/backup: wanted`. Nothing acts on that label yet: it is what a backup system can
   * select by. @default false
   */
  readonly backup?: boolean
  /** Further labels of the claim, such as those that put it into a recurring job of Longhorn. @default none */
  readonly labels?: Readonly<Record<string, string>>
}

/** Is empty when the pod starts. `disk` is the system disk of its node, `memory` counts towards the memory limit. */
export interface ScratchVolume {
  /** Absolute path in the container, e.g. `/tmp`. */
  readonly path: string
  /** The pod is evicted above it, e.g. `64Mi`. */
  readonly size: string
  readonly storage: 'disk' | 'memory'
}

/** A sign-in before the app; see `SignInProxy`. */
export interface ContainerSignIn extends SignIn {
  /** E-mail addresses of those who may pass. @default the admins of the definition */
  readonly allowed?: readonly string[]
  /** Groups whose members may pass. With `allowed`, both must hold. @default none is asked for */
  readonly allowedGroups?: readonly string[]
  /** Shown to the person who signs in. @default the app's name */
  readonly displayName?: string
}

/** How the kubelet asks whether the app is well. */
export interface ContainerHealth {
  /** HTTP path that answers 200 while the container is alive. @default a TCP connection to the port is enough */
  readonly path?: string
  /** HTTP path that answers 200 when it can serve requests. @default path */
  readonly ready?: string
  /** Seconds that its first answer may take; a whole number. @default 300 */
  readonly startupSeconds?: number
}

/** Where a scraper finds the metrics of the app. */
export interface ContainerMetrics {
  /** TCP port that the container serves them at. */
  readonly port: number
  /** HTTP path. @default /metrics */
  readonly path?: string
}

/** Each reason is one sentence; it is rendered as an annotation of the Deployment. */
export interface ContainerAllowances {
  /** Runs as root, without capabilities: for images whose start script insists. */
  readonly root?: string
  /** Writes outside its volumes, into the image's own file system. */
  readonly writableImage?: string
  /** Uses the node's network instead of one of its own, e.g. to find devices by multicast. */
  readonly hostNetwork?: string
  /** Capabilities beyond none, each with its reason: `{ NET_RAW: 'It pings devices.' }`. Only root holds them. */
  readonly capabilities?: Readonly<Record<string, string>>
  /**
   * Device files of the node, each with its reason. They make the container privileged, because nothing less opens a
   * device: a device plugin and `resources.extended` give it less. Needs `placement: onNodesWith(…)`.
   */
  readonly devices?: Readonly<Record<string, string>>
}
