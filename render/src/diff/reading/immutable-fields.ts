import { isDeepStrictEqual } from 'node:util'
import { asMaps, specOf } from '../../model/shape.ts'
import type { PathChange, TreeObject } from '../model.ts'
import { schemaPath } from './changed-paths.ts'

/** Which fields of a kind the API server refuses to change. */
export interface ImmutableFields {
  readonly kinds: readonly string[]
  /** Matched with the path of keys from the object's root, list items as `[]`. */
  readonly path: RegExp
  /** Further conditions on the change and on the object before and after it. @default always */
  readonly when?: (change: PathChange, before: TreeObject, after: TreeObject) => boolean
  readonly recovery: Recovery
}

/** What a person has to do about it. */
export type Recovery = 'orphan' | 'recreate' | 'new-claim' | 'rerun' | 'never'

const both = ({ before, after }: PathChange) => before !== undefined && after !== undefined
const isLoadBalancer = ({ value }: TreeObject) => specOf(value).type === 'LoadBalancer'
/** What may change in the pods of a Job that does not run yet. */
const scheduling =
  /^spec\.template\.(metadata\.(labels|annotations)|spec\.(nodeSelector|tolerations|affinity|schedulingGates|(init)?[cC]ontainers\.\[\]\.resources))(\.|$)/

/** @see https://github.com/kubernetes/kubernetes/tree/v1.36.0/pkg/apis (ValidateUpdate functions of each group) */
// biome-ignore format: a table is read by rows
export const immutableFields: readonly ImmutableFields[] = [
  { kinds: ['apps/Deployment', 'apps/DaemonSet', 'apps/ReplicaSet'], path: /^spec\.selector(\.|$)/, recovery: 'orphan' },
  {
    kinds: ['apps/StatefulSet'],
    // The server drops the kind and the status of a claim's template before it compares.
    path: /^spec\.(?!(replicas|ordinals|template|updateStrategy|revisionHistoryLimit|persistentVolumeClaimRetentionPolicy|minReadySeconds|volumeClaimTemplates\.\[\]\.(apiVersion|kind|status|metadata\.creationTimestamp))(\.|$))/,
    recovery: 'orphan',
  },
  {
    kinds: ['batch/Job'],
    path: /^spec\.(template|selector|completions|completionMode|manualSelector|podFailurePolicy|backoffLimitPerIndex|managedBy|successPolicy)(\.|$)/,
    when: ({ segments }, before, after) => {
      const path = schemaPath(segments)
      const [old, now] = [specOf(before.value), specOf(after.value)]
      // An indexed Job may grow or shrink: completions and parallelism together.
      if (path === 'spec.completions')
        return !(
          now.completionMode === 'Indexed' &&
          now.completions === now.parallelism &&
          old.parallelism !== now.parallelism
        )
      return !(old.suspend === true && scheduling.test(path))
    },
    recovery: 'rerun',
  },
  { kinds: ['rbac.authorization.k8s.io/RoleBinding', 'rbac.authorization.k8s.io/ClusterRoleBinding'], path: /^roleRef(\.|$)/, recovery: 'recreate' },
  { kinds: ['storage.k8s.io/StorageClass'], path: /^(provisioner|parameters|reclaimPolicy|volumeBindingMode)(\.|$)/, recovery: 'recreate' },
  { kinds: ['storage.k8s.io/CSIDriver'], path: /^spec\.(attachRequired|volumeLifecycleModes)(\.|$)/, recovery: 'recreate' },
  { kinds: ['storage.k8s.io/VolumeAttributesClass'], path: /^(driverName|parameters)(\.|$)/, recovery: 'recreate' },
  { kinds: ['snapshot.storage.k8s.io/VolumeSnapshotClass'], path: /^(driver|parameters|deletionPolicy)(\.|$)/, recovery: 'recreate' },
  // A Service that never had an address in Git got one from the cluster: naming another is a change of it.
  {
    kinds: ['/Service'],
    path: /^spec\.(clusterIP|clusterIPs)(\.|$)/,
    when: ({ after: address }, before, after) =>
      address !== undefined &&
      address !== '' &&
      ![before, after].some(({ value }) => specOf(value).type === 'ExternalName'),
    recovery: 'recreate',
  },
  {
    kinds: ['/Service'],
    path: /^spec\.loadBalancerClass$/,
    when: (_, before, after) => isLoadBalancer(before) && isLoadBalancer(after),
    recovery: 'recreate',
  },
  {
    kinds: ['/Service'],
    path: /^spec\.ipFamilies\.\[\]$/,
    when: ({ segments }) => segments.at(-1) === 0,
    recovery: 'recreate',
  },
  {
    kinds: ['/ConfigMap', '/Secret'],
    path: /^(data|binaryData|stringData|immutable)(\.|$)/,
    when: (_, { value }) => value.immutable === true,
    recovery: 'recreate',
  },
  { kinds: ['/Secret'], path: /^type$/, recovery: 'recreate' },
  {
    kinds: ['/PersistentVolumeClaim'],
    path: /^spec\.(?!(resources|volumeAttributesClassName)(\.|$))/,
    when: ({ before, path }) => !(before === undefined && path === 'spec.volumeName'),
    recovery: 'new-claim',
  },
  {
    kinds: ['/PersistentVolume'],
    path: /^spec\.(volumeMode|nfs|csi|hostPath|local|iscsi|cephfs|rbd|fc|awsElasticBlockStore|gcePersistentDisk|azureDisk|nodeAffinity)(\.|$)/,
    when: ({ before, path }) => !(before === undefined && path === 'spec.nodeAffinity'),
    recovery: 'new-claim',
  },
  {
    kinds: ['/Pod'],
    path: /^spec\.(?!(containers|initContainers)\.\[\]\.image$|activeDeadlineSeconds$|schedulingGates(\.|$))/,
    when: ({ segments }, before, after) => !(segments[1] === 'tolerations' && onlyAdds(before, after)),
    recovery: 'recreate',
  },
  { kinds: ['apiextensions.k8s.io/CustomResourceDefinition'], path: /^spec\.(scope|group|names\.(kind|plural))$/, recovery: 'never' },
  { kinds: ['scheduling.k8s.io/PriorityClass'], path: /^(value|preemptionPolicy)$/, recovery: 'recreate' },
  { kinds: ['/ResourceQuota'], path: /^spec\.scopes(\.|$)/, recovery: 'recreate' },
  { kinds: ['networking.k8s.io/ServiceCIDR'], path: /^spec\.cidrs(\.|$)/, recovery: 'recreate' },
  { kinds: ['resource.k8s.io/ResourceClaim', 'resource.k8s.io/ResourceClaimTemplate'], path: /^spec(\.|$)/, recovery: 'recreate' },
  { kinds: ['networking.k8s.io/IngressClass'], path: /^spec\.controller$/, recovery: 'recreate' },
  { kinds: ['node.k8s.io/RuntimeClass'], path: /^handler$/, recovery: 'recreate' },
  { kinds: ['discovery.k8s.io/EndpointSlice'], path: /^addressType$/, recovery: 'recreate' },
  { kinds: ['certificates.k8s.io/CertificateSigningRequest'], path: /^spec(\.|$)/, when: both, recovery: 'recreate' },
]

/** Whether every toleration of the pod is still there: more may be added. */
function onlyAdds(before: TreeObject, after: TreeObject): boolean {
  const now = asMaps(specOf(after.value).tolerations)
  return asMaps(specOf(before.value).tolerations).every((each) => now.some((other) => isDeepStrictEqual(each, other)))
}
