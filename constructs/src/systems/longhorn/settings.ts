import type { Cluster } from '../../cluster/cluster.ts'
import { configYaml } from '../../workload/config-yaml.ts'
import { csiResources } from './csi-resources.ts'
import { longhornPriorityClass } from './names.ts'
import { diskRoot } from './node-metadata.ts'
import { selectorSetting } from './system-nodes.ts'
import { taintToleration } from './tolerations.ts'

/** Reserved on each node for engines and replicas, in percent of its CPU; the default of 12 is half a core of a Pi. */
export const instanceManagerCpuPercent = 6

/**
 * Longhorn's settings, as the file `default-setting.yaml`. Without a policy there is no node selector: it would keep the
 * CSI driver off the nodes that only mount volumes. What stores volumes is decided by the label on the nodes.
 *
 * @param selector labels of the nodes that Longhorn's own pods are restricted to; empty for all.
 * @see https://longhorn.io/docs/latest/references/settings/
 */
export function defaultSettings(
  cluster: Cluster,
  replicas: number,
  selector: Readonly<Record<string, string>>,
): string {
  const tolerated = taintToleration(cluster)
  const placed = selectorSetting(selector)
  return configYaml({
    'create-default-disk-labeled-nodes': 'true',
    'default-data-path': `${diskRoot}/nvme1`,
    'default-replica-count': perEngine(replicas),
    'replica-soft-anti-affinity': 'false',
    'storage-over-provisioning-percentage': '100',
    'storage-minimal-available-percentage': '10',
    // Without it, pods with a volume wait for a dead node forever.
    'node-down-pod-deletion-policy': 'delete-both-statefulset-and-deployment-pod',
    'guaranteed-instance-manager-cpu': perEngine(instanceManagerCpuPercent),
    'v1-data-engine': 'true',
    // It polls a core without pause and wants 2 GiB of huge pages: not for a Pi.
    'v2-data-engine': 'false',
    'priority-class': longhornPriorityClass,
    'system-managed-csi-components-resource-limits': JSON.stringify(csiResources),
    // Longhorn may only be uninstalled by somebody who has turned this on.
    'deleting-confirmation-flag': 'false',
    'upgrade-checker': 'false',
    'allow-collecting-longhorn-usage-metrics': 'false',
    ...(tolerated ? { 'taint-toleration': tolerated } : {}),
    ...(placed ? { 'system-managed-components-node-selector': placed } : {}),
  })
}

/** A setting with a value for each data engine. */
function perEngine(value: number): string {
  return JSON.stringify({ v1: String(value) })
}

/** The file that Longhorn makes its default StorageClass from, at run time. */
export function storageClassFile(name: string, replicas: number): string {
  return configYaml({
    kind: 'StorageClass',
    apiVersion: 'storage.k8s.io/v1',
    metadata: { name, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    ...storageClassFields('xfs', replicas),
  })
}

/** What all our StorageClasses have in common. @see https://longhorn.io/docs/latest/references/storage-class-parameters/ */
export function storageClassFields(fsType: 'xfs' | 'ext4', replicas: number) {
  return {
    provisioner: 'driver.longhorn.io',
    allowVolumeExpansion: true,
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
    parameters: {
      numberOfReplicas: String(replicas),
      // Minutes after which a replica that failed is given up.
      staleReplicaTimeout: '30',
      fromBackup: '',
      fsType,
      dataLocality: 'disabled',
    },
  }
}
