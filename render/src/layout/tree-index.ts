import type {
  AddressEntry,
  ConfigurationPart,
  Exposure,
  Finding,
  ObjectRef,
  ReplacedComponent,
  SecretNeed,
  TokenIssuer,
  WantedNodeMetadata,
} from '@ainur/constructs'

/** One object of the tree: its file, and where it came from. */
export interface IndexedObject extends ObjectRef {
  /** Relative to the cluster's folder, with forward slashes. */
  readonly file: string
  /** Absent for what belongs to the tree itself: Applications, projects, the root. */
  readonly app?: string
  readonly constructPath?: string
  /** Relative to the repository. No line numbers: they would churn. */
  readonly sourceFile?: string
  /** Name of the release whose chart made it. */
  readonly release?: string
}

/** A release of an app. */
export interface IndexedRelease {
  readonly name: string
  readonly version: string
  /** Argo CD is told to leave the CustomResourceDefinitions of the chart out. @default false */
  readonly skipCrds?: true
  /** How its objects came into the tree; absent where Argo CD renders the chart. */
  readonly inflated?: {
    readonly chart: string
    readonly releaseName: string
    /** SHA-256 of the archive. */
    readonly sha256: string
    /** SHA-256 of the values as JSON with sorted keys. */
    readonly values: string
  }
}

export interface IndexedApp {
  readonly name: string
  readonly namespace: string
  readonly project: string
  readonly wave: number
  readonly dependsOn: readonly { readonly app: string; readonly because: string }[]
  readonly releases: readonly IndexedRelease[]
}

/** One address and one owner. An address with two owners is listed twice. */
export interface IndexedAddress extends Pick<AddressEntry, 'kind' | 'owner' | 'saidAt' | 'app' | 'object'> {
  /** In its shortest form. */
  readonly address: string
}

/** What `dist/<cluster>/index.json` holds. It is outside every app's path, where Argo CD would read it as a manifest. */
export interface TreeIndex {
  /** Tells our index from anybody else's file of that name. */
  readonly generator: typeof GENERATOR
  readonly formatVersion: 1
  readonly cluster: string
  /** Sorted by file. */
  readonly objects: readonly IndexedObject[]
  /** In order of waves, then names. */
  readonly apps: readonly IndexedApp[]
  /** Secrets that the bootstrap makes; their values are never here. */
  readonly secretNeeds: readonly (SecretNeed & { readonly app: string })[]
  /** Components that the distribution must be started without (`disable` of k3s). */
  readonly replacedComponents: readonly (ReplacedComponent & { readonly app: string })[]
  readonly exposures: readonly Exposure[]
  /** Who has which address of the LAN, by address. */
  readonly addresses: readonly IndexedAddress[]
  /** Records for the owner's LAN DNS: host -> address. */
  readonly dnsRecords: Readonly<Record<string, string>>
  /** The same with IPv6 addresses. @default no host has one */
  readonly dnsRecords6?: Readonly<Record<string, string>>
  /** What the API server must believe, for its structured authentication; the bootstrap adds the CA. @default nobody */
  readonly tokenIssuers?: readonly TokenIssuer[]
  /** Node -> labels that an administrator sets at the bootstrap, because kubelets may not. @default none */
  readonly adminLabels?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** What an administrator sets on nodes before apps first see them. @default no app asks for any */
  readonly nodeMetadata?: readonly (WantedNodeMetadata & { readonly app: string })[]
  /** Files of every node that the definition asks for beside its labels: mirrors of registries. @default none */
  readonly nodeConfiguration?: readonly ConfigurationPart[]
  /** Warnings and remarks of the checks; with errors no tree is written. */
  readonly findings: readonly Finding[]
}

export const GENERATOR = 'ainur'
export const INDEX_FILE = 'index.json'

/** Whether `value` is an index that this program wrote. */
export function isTreeIndex(value: unknown): value is TreeIndex {
  const index = value as TreeIndex | null
  return typeof index === 'object' && index?.generator === GENERATOR && Array.isArray(index.objects)
}
