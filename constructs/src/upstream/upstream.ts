/**
 * One program of somebody else's, at the version that we pin: everything that a new version changes is defined here,
 * once. Charts, pods, schemas, CustomResourceDefinitions, the image lock and the tests read it.
 */
export interface Upstream {
  /** Unique, in kebab-case: it names the files that are made from the record. */
  readonly name: string
  /** As upstream tags it: `v1.12.1`. */
  readonly version: string
  /** Day of the release, `2026-08-12`. @default not known here */
  readonly released?: string
  /** `owner/name` on GitHub, whose releases are the versions. */
  readonly repository: string
  /** Go module: advisories are filed under it, and the module proxy has its files. @default none is published */
  readonly goModule?: string
  /** @default it has no chart, or none that we use */
  readonly chart?: UpstreamChart
  /** Images by their part: `manager`, `ui`. @default none */
  readonly images?: Readonly<Record<string, UpstreamImage>>
  /** @default it has no CustomResourceDefinitions */
  readonly crds?: UpstreamCrds
  /** What to know before raising the version. @default nothing */
  readonly notes?: string
}

/** The Helm chart that carries the version. */
export interface UpstreamChart {
  /** URL of the chart repository. */
  readonly repository: string
  readonly name: string
  readonly version: string
}

/** One image of an upstream. */
export interface UpstreamImage {
  /** With the registry: `ghcr.io/dexidp/dex`. */
  readonly repository: string
  readonly tag: string
  /** As pods name it: `ghcr.io/dexidp/dex:v2.45.1`. */
  readonly reference: string
  /** `linux/arm64`, `linux/amd64`, …: what the lock declares until a registry was asked. */
  readonly platforms: readonly string[]
  /** Where the platforms were read. */
  readonly platformsFrom: string
}

/** Where upstream keeps its CustomResourceDefinitions. */
export interface UpstreamCrds {
  /** `owner/name` on GitHub. @default the record's `repository` */
  readonly repository?: string
  /** @default the record's `version` */
  readonly tag?: string
  /** Files that hold them, below the root of the repository; other objects in these files are left out. */
  readonly paths: readonly string[]
  /**
   * Whether the Go module, whose root is the repository's, has the same files. @default false
   */
  readonly inGoModule?: boolean
  /**
   * Another Go module that has the files, and the folder of the repository that is its root. @default none
   */
  readonly goModule?: { readonly path: string; readonly root: string }
  /** The file with all of them in the directory that `AINUR_CRDS` names. @default `<name>-<version>.yaml` */
  readonly file?: string
  /**
   * SHA-256 over names and specs in canonical JSON (see `crdDigest`): the same for upstream's files and for a copy with
   * other labels, comments or order.
   */
  readonly sha256: string
}
