import type { TreeObject } from '../input/tree-object.ts'
import type { PathChange } from '../model.ts'

/** Which fields of a kind the API server refuses to change. */
export interface ImmutableFields {
  readonly kinds: readonly string[]
  /** Matched with the path of keys from the object's root, list items as `[]`. */
  readonly path: RegExp
  /** Further conditions on the object and the change. @default always */
  readonly when?: (before: TreeObject, change: PathChange) => boolean
  readonly recovery: Recovery
}

/** What a person has to do about it. */
export type Recovery = 'orphan' | 'recreate' | 'new-claim' | 'rerun'

const both = (_: TreeObject, { before, after }: PathChange) => before !== undefined && after !== undefined

/** @see https://github.com/kubernetes/kubernetes/tree/v1.36.0/pkg/apis (ValidateUpdate functions of each group) */
export const immutableFields: readonly ImmutableFields[] = [
  {
    kinds: ['apps/Deployment', 'apps/DaemonSet', 'apps/ReplicaSet'],
    path: /^spec\.selector(\.|$)/,
    recovery: 'orphan',
  },
  {
    kinds: ['apps/StatefulSet'],
    path: /^spec\.(?!(replicas|ordinals|template|updateStrategy|revisionHistoryLimit|persistentVolumeClaimRetentionPolicy|minReadySeconds)(\.|$))/,
    recovery: 'orphan',
  },
  {
    kinds: ['batch/Job'],
    path: /^spec\.(template|selector|completions|completionMode|manualSelector|podFailurePolicy|backoffLimitPerIndex|managedBy|successPolicy)(\.|$)/,
    recovery: 'rerun',
  },
  {
    kinds: ['rbac.authorization.k8s.io/RoleBinding', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
    path: /^roleRef(\.|$)/,
    recovery: 'recreate',
  },
  {
    kinds: ['storage.k8s.io/StorageClass'],
    path: /^(provisioner|parameters|reclaimPolicy|volumeBindingMode)(\.|$)/,
    recovery: 'recreate',
  },
  {
    kinds: ['storage.k8s.io/CSIDriver'],
    path: /^spec\.(attachRequired|volumeLifecycleModes)(\.|$)/,
    recovery: 'recreate',
  },
  { kinds: ['storage.k8s.io/VolumeAttributesClass'], path: /^(driverName|parameters)(\.|$)/, recovery: 'recreate' },
  {
    kinds: ['snapshot.storage.k8s.io/VolumeSnapshotClass'],
    path: /^(driver|parameters|deletionPolicy)(\.|$)/,
    recovery: 'recreate',
  },
  // A Service that never had an address in Git got one from the cluster: naming another is a change of it.
  {
    kinds: ['/Service'],
    path: /^spec\.(clusterIP|clusterIPs)(\.|$)/,
    when: (_, { after }) => after !== undefined && after !== '',
    recovery: 'recreate',
  },
  { kinds: ['/Service'], path: /^spec\.loadBalancerClass$/, recovery: 'recreate' },
  {
    kinds: ['/Service'],
    path: /^spec\.ipFamilies\.\[\]$/,
    when: (_, { segments }) => segments.at(-1) === 0,
    recovery: 'recreate',
  },
  {
    kinds: ['/ConfigMap', '/Secret'],
    path: /^(data|binaryData|stringData|immutable)(\.|$)/,
    when: ({ value }) => value.immutable === true,
    recovery: 'recreate',
  },
  { kinds: ['/Secret'], path: /^type$/, recovery: 'recreate' },
  {
    kinds: ['/PersistentVolumeClaim'],
    path: /^spec\.(?!(resources|volumeAttributesClassName)(\.|$))/,
    when: (_, change) => !(change.before === undefined && change.path === 'spec.volumeName'),
    recovery: 'new-claim',
  },
  {
    kinds: ['/PersistentVolume'],
    path: /^spec\.(volumeMode|nfs|csi|hostPath|local|iscsi|cephfs|rbd|fc|awsElasticBlockStore|gcePersistentDisk|azureDisk|nodeAffinity)(\.|$)/,
    recovery: 'new-claim',
  },
  {
    kinds: ['/Pod'],
    path: /^spec\.(?!(containers|initContainers)\.\[\]\.image$|activeDeadlineSeconds$|terminationGracePeriodSeconds$|tolerations(\.|$)|schedulingGates(\.|$))/,
    recovery: 'recreate',
  },
  {
    kinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
    path: /^spec\.(scope|group|names\.(kind|plural))$/,
    recovery: 'recreate',
  },
  { kinds: ['scheduling.k8s.io/PriorityClass'], path: /^(value|preemptionPolicy)$/, recovery: 'recreate' },
  { kinds: ['networking.k8s.io/IngressClass'], path: /^spec\.controller$/, recovery: 'recreate' },
  { kinds: ['node.k8s.io/RuntimeClass'], path: /^handler$/, recovery: 'recreate' },
  { kinds: ['discovery.k8s.io/EndpointSlice'], path: /^addressType$/, recovery: 'recreate' },
  { kinds: ['certificates.k8s.io/CertificateSigningRequest'], path: /^spec(\.|$)/, when: both, recovery: 'recreate' },
]
