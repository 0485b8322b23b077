// Made from the definitions of Argo CD v3.5.9 by npm run generate. Do not edit.

export interface ApplicationDestination {
  readonly name?: string
  /** For objects that name no namespace of their own. */
  readonly namespace?: string
  readonly server?: string
}

export interface IgnoredDifference {
  readonly group?: string
  readonly jqPathExpressions?: readonly string[]
  readonly jsonPointers?: readonly string[]
  readonly kind: string
  readonly managedFieldsManagers?: readonly string[]
  readonly name?: string
  readonly namespace?: string
}

export interface NameValue {
  readonly name: string
  readonly value: string
}

export interface JsonnetVariable {
  readonly code?: boolean
  readonly name: string
  readonly value: string
}

export interface JsonnetOptions {
  readonly extVars?: readonly JsonnetVariable[]
  readonly libs?: readonly string[]
  readonly tlas?: readonly JsonnetVariable[]
}

export interface DirectorySource {
  /** Glob of files to leave out. */
  readonly exclude?: string
  /** Glob of files to take. */
  readonly include?: string
  readonly jsonnet?: JsonnetOptions
  /** Whether subfolders are read too. @default false */
  readonly recurse?: boolean
}

export interface HelmFileParameter {
  readonly name?: string
  readonly path?: string
}

export interface HelmParameter {
  readonly forceString?: boolean
  readonly name?: string
  readonly value?: string
}

export interface HelmSource {
  readonly apiVersions?: readonly string[]
  readonly fileParameters?: readonly HelmFileParameter[]
  readonly ignoreMissingValueFiles?: boolean
  readonly kubeVersion?: string
  readonly namespace?: string
  readonly parameters?: readonly HelmParameter[]
  readonly passCredentials?: boolean
  /** Helm release name. @default the Application's name */
  readonly releaseName?: string
  /** Leaves out the chart's CRDs. @default false */
  readonly skipCrds?: boolean
  readonly skipSchemaValidation?: boolean
  readonly skipTests?: boolean
  readonly valueFiles?: readonly string[]
  /** Values as YAML text; `valuesObject` wins over it. */
  readonly values?: string
  /** Values as an object. */
  readonly valuesObject?: Readonly<Record<string, unknown>>
  readonly version?: string
}

export interface KustomizePatchTarget {
  readonly annotationSelector?: string
  readonly group?: string
  readonly kind?: string
  readonly labelSelector?: string
  readonly name?: string
  readonly namespace?: string
  readonly version?: string
}

export interface KustomizePatch {
  readonly options?: Readonly<Record<string, boolean>>
  readonly patch?: string
  readonly path?: string
  readonly target?: KustomizePatchTarget
}

export interface KustomizeReplica {
  readonly count: number | string
  readonly name: string
}

export interface KustomizeSource {
  readonly apiVersions?: readonly string[]
  readonly commonAnnotations?: Readonly<Record<string, string>>
  readonly commonAnnotationsEnvsubst?: boolean
  readonly commonLabels?: Readonly<Record<string, string>>
  readonly components?: readonly string[]
  readonly forceCommonAnnotations?: boolean
  readonly forceCommonLabels?: boolean
  readonly ignoreMissingComponents?: boolean
  readonly images?: readonly string[]
  readonly kubeVersion?: string
  readonly labelIncludeTemplates?: boolean
  readonly labelWithoutSelector?: boolean
  readonly namePrefix?: string
  readonly nameSuffix?: string
  readonly namespace?: string
  readonly patches?: readonly KustomizePatch[]
  readonly replicas?: readonly KustomizeReplica[]
  readonly version?: string
}

export interface PluginParameter {
  readonly array?: readonly string[]
  readonly map?: Readonly<Record<string, string>>
  readonly name?: string
  readonly string?: string
}

export interface PluginSource {
  readonly env?: readonly NameValue[]
  readonly name?: string
  readonly parameters?: readonly PluginParameter[]
}

export interface ApplicationSource {
  /** Name of a Helm chart; `repoURL` is a chart repository then. */
  readonly chart?: string
  readonly directory?: DirectorySource
  readonly helm?: HelmSource
  readonly kustomize?: KustomizeSource
  readonly name?: string
  /** Folder inside a Git repository. */
  readonly path?: string
  readonly plugin?: PluginSource
  /** Name by which value files of another source may refer to this one: `$name/values.yaml`. */
  readonly ref?: string
  readonly repoURL: string
  readonly tagPrefix?: string
  /** Branch, tag or commit; for a chart, its version. */
  readonly targetRevision?: string
}

export interface DrySource {
  readonly directory?: DirectorySource
  readonly helm?: HelmSource
  readonly kustomize?: KustomizeSource
  readonly path: string
  readonly plugin?: PluginSource
  readonly repoURL: string
  readonly targetRevision: string
}

export interface HydrateTo {
  readonly targetBranch: string
}

export interface SyncSource {
  readonly path: string
  readonly repoURL?: string
  readonly targetBranch: string
}

export interface SourceHydrator {
  readonly drySource: DrySource
  readonly hydrateTo?: HydrateTo
  readonly syncSource: SyncSource
}

export interface AutomatedSync {
  /** Allows a sync that would delete everything. @default false */
  readonly allowEmpty?: boolean
  readonly enabled?: boolean
  /** Deletes objects that left the source. @default false */
  readonly prune?: boolean
  /** Undoes changes made in the cluster. @default false */
  readonly selfHeal?: boolean
}

export interface NamespaceMetadata {
  readonly annotations?: Readonly<Record<string, string>>
  readonly labels?: Readonly<Record<string, string>>
}

export interface SyncBackoff {
  /** Wait before the first retry, such as `5s`. */
  readonly duration?: string
  readonly factor?: number
  /** Longest wait between retries, such as `3m`. */
  readonly maxDuration?: string
}

export interface SyncRetry {
  readonly backoff?: SyncBackoff
  /** Attempts after a failed sync; below zero: without end. */
  readonly limit?: number
  readonly refresh?: boolean
}

export interface SyncPolicy {
  /** Sync by itself; absent: only when somebody asks. */
  readonly automated?: AutomatedSync
  /** Put on the namespace that `CreateNamespace=true` makes. */
  readonly managedNamespaceMetadata?: NamespaceMetadata
  readonly retry?: SyncRetry
  /** Such as `ServerSideApply=true` or `CreateNamespace=true`. */
  readonly syncOptions?: readonly string[]
}

export interface ApplicationSpec {
  /** Where the objects go: a cluster by `server` or by `name`, not both. */
  readonly destination: ApplicationDestination
  /** Fields that may differ from the source without counting as out of sync. */
  readonly ignoreDifferences?: readonly IgnoredDifference[]
  readonly info?: readonly NameValue[]
  /** AppProject that limits what the Application may do. */
  readonly project: string
  /** How many past syncs are kept for a rollback. @default 10 */
  readonly revisionHistoryLimit?: number
  /** The only source; use `sources` for several. */
  readonly source?: ApplicationSource
  readonly sourceHydrator?: SourceHydrator
  /** Several sources; `source` is ignored then. */
  readonly sources?: readonly ApplicationSource[]
  readonly syncPolicy?: SyncPolicy
}

export interface ApplicationStatusHealth {
  readonly status?: 'Healthy' | 'Progressing' | 'Degraded' | 'Suspended' | 'Missing' | 'Unknown'
}

export interface ApplicationStatusOperationState {
  readonly message?: string
  readonly phase: 'Running' | 'Terminating' | 'Failed' | 'Error' | 'Succeeded'
}

export interface ApplicationStatusSync {
  readonly revision?: string
  readonly revisions?: readonly string[]
  readonly status: 'Synced' | 'OutOfSync' | 'Unknown'
}

export interface ApplicationStatus {
  readonly health?: ApplicationStatusHealth
  readonly operationState?: ApplicationStatusOperationState
  readonly sync?: ApplicationStatusSync
}

export interface ClusterResource {
  readonly group: string
  readonly kind: string
  readonly name?: string
}

export interface DestinationServiceAccount {
  readonly defaultServiceAccount: string
  readonly namespace?: string
  readonly server: string
}

export interface GroupKind {
  readonly group: string
  readonly kind: string
}

export interface OrphanedResourceKey {
  readonly group?: string
  readonly kind?: string
  readonly name?: string
}

export interface OrphanedResources {
  readonly ignore?: readonly OrphanedResourceKey[]
  readonly warn?: boolean
}

export interface ProjectRole {
  readonly description?: string
  readonly groups?: readonly string[]
  readonly name: string
  readonly policies?: readonly string[]
}

export interface SignatureKey {
  readonly keyID: string
}

export interface SyncWindow {
  readonly andOperator?: boolean
  readonly applications?: readonly string[]
  readonly clusters?: readonly string[]
  readonly description?: string
  readonly duration?: string
  readonly kind?: 'allow' | 'deny'
  readonly manualSync?: boolean
  readonly namespaces?: readonly string[]
  readonly schedule?: string
  readonly syncOverrun?: boolean
  readonly timeZone?: string
}

export interface AppProjectSpec {
  readonly clusterResourceBlacklist?: readonly ClusterResource[]
  /** Cluster-scoped kinds that its Applications may make; absent: none. */
  readonly clusterResourceWhitelist?: readonly ClusterResource[]
  readonly description?: string
  readonly destinationServiceAccounts?: readonly DestinationServiceAccount[]
  /** Clusters and namespaces that its Applications may write to. */
  readonly destinations?: readonly ApplicationDestination[]
  readonly namespaceResourceBlacklist?: readonly GroupKind[]
  /** Namespaced kinds that its Applications may make; absent: all. */
  readonly namespaceResourceWhitelist?: readonly GroupKind[]
  /** Watches for objects in its namespaces that no Application owns. */
  readonly orphanedResources?: OrphanedResources
  readonly permitOnlyProjectScopedClusters?: boolean
  readonly roles?: readonly ProjectRole[]
  readonly signatureKeys?: readonly SignatureKey[]
  /** Namespaces besides that of Argo CD in which its Applications may live. */
  readonly sourceNamespaces?: readonly string[]
  /** Repositories that its Applications may read; `*` for all. */
  readonly sourceRepos?: readonly string[]
  /** Times at which syncs are allowed or denied. */
  readonly syncWindows?: readonly SyncWindow[]
}

export interface LabelExpression {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
  readonly values?: readonly string[]
}

export interface LabelSelector {
  readonly matchExpressions?: readonly LabelExpression[]
  readonly matchLabels?: Readonly<Record<string, string>>
}

export interface TemplateMetadata {
  readonly annotations?: Readonly<Record<string, string>>
  readonly finalizers?: readonly string[]
  readonly labels?: Readonly<Record<string, string>>
  readonly name?: string
  readonly namespace?: string
}

export interface ApplicationTemplate {
  readonly metadata: TemplateMetadata
  readonly spec: ApplicationSpec
}

export interface ClusterGenerator {
  readonly flatList?: boolean
  readonly selector?: LabelSelector
  readonly template?: ApplicationTemplate
  readonly values?: Readonly<Record<string, string>>
}

export interface GitPath {
  readonly exclude?: boolean
  readonly path: string
}

export interface GitGenerator {
  readonly directories?: readonly GitPath[]
  readonly files?: readonly GitPath[]
  readonly pathParamPrefix?: string
  readonly repoURL: string
  readonly requeueAfterSeconds?: number
  readonly revision: string
  readonly template?: ApplicationTemplate
  readonly values?: Readonly<Record<string, string>>
}

export interface ListGenerator {
  readonly elements?: readonly unknown[]
  readonly elementsYaml?: string
  readonly template?: ApplicationTemplate
}

export interface NestedGenerator {
  readonly clusters?: ClusterGenerator
  readonly git?: GitGenerator
  readonly list?: ListGenerator
  readonly matrix?: unknown
  readonly merge?: unknown
  readonly selector?: LabelSelector
}

export interface MatrixGenerator {
  readonly generators: readonly NestedGenerator[]
  readonly template?: ApplicationTemplate
}

export interface MergeGenerator {
  readonly generators: readonly NestedGenerator[]
  readonly mergeKeys: readonly string[]
  readonly template?: ApplicationTemplate
}

export interface Generator {
  /** One parameter set for each cluster that Argo CD knows. */
  readonly clusters?: ClusterGenerator
  /** One parameter set for each matching folder or file of a repository. */
  readonly git?: GitGenerator
  /** Parameter sets written down. */
  readonly list?: ListGenerator
  /** Each parameter set of one generator with each of a second. */
  readonly matrix?: MatrixGenerator
  /** Parameter sets of several generators, joined by keys. */
  readonly merge?: MergeGenerator
  readonly selector?: LabelSelector
}

export interface IgnoredApplicationDifference {
  readonly jqPathExpressions?: readonly string[]
  readonly jsonPointers?: readonly string[]
  readonly name?: string
}

export interface PreservedFields {
  readonly annotations?: readonly string[]
  readonly labels?: readonly string[]
}

export interface RollingSyncExpression {
  readonly key?: string
  readonly operator?: 'In' | 'NotIn'
  readonly values?: readonly string[]
}

export interface RollingSyncStep {
  readonly matchExpressions?: readonly RollingSyncExpression[]
  readonly maxUpdate?: number | string
}

export interface RollingSync {
  readonly steps?: readonly RollingSyncStep[]
}

export interface ApplicationSetStrategy {
  readonly deletionOrder?: 'AllAtOnce' | 'Reverse'
  readonly rollingSync?: RollingSync
  readonly type?: 'AllAtOnce' | 'RollingSync'
}

export interface ApplicationSetSyncPolicy {
  readonly applicationsSync?: 'create-only' | 'create-update' | 'create-delete' | 'sync'
  readonly preserveResourcesOnDeletion?: boolean
}

export interface ApplicationSetSpec {
  readonly applyNestedSelectors?: boolean
  /** Where the parameter sets come from: one Application for each. */
  readonly generators: readonly Generator[]
  /** Whether templates are Go templates, `{{ .name }}`, rather than `{{name}}`. */
  readonly goTemplate?: boolean
  /** Such as `missingkey=error`. */
  readonly goTemplateOptions?: readonly string[]
  readonly ignoreApplicationDifferences?: readonly IgnoredApplicationDifference[]
  readonly preservedFields?: PreservedFields
  readonly strategy?: ApplicationSetStrategy
  readonly syncPolicy?: ApplicationSetSyncPolicy
  /** The Application that is made, with parameters in its strings. */
  readonly template: ApplicationTemplate
  /** YAML text that is merged over each Application after templating. */
  readonly templatePatch?: string
}
