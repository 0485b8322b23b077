import type { Cluster } from '../../cluster/cluster.ts'
import { configYaml } from '../../workload/config-yaml.ts'
import { csiResourcesSetting, type LonghornResources } from './component-resources.ts'
import { settingsTable } from './generated/settings-table.ts'
import { longhornPriorityClass } from './names.ts'
import { diskRoot } from './node-metadata.ts'
import { selectorSetting } from './system-nodes.ts'
import { taintToleration } from './tolerations.ts'

/** Reserved on each node for engines and replicas, in percent of its CPU; the default of 12 is half a core of a Pi. */
const instanceManagerCpuPercent = 6

export interface SettingSources {
  readonly replicas: number
  readonly resources: LonghornResources
  /** Labels of the nodes that Longhorn's own pods are restricted to; empty for all. */
  readonly selector: Readonly<Record<string, string>>
  /** What the owner set, as texts. */
  readonly own: Readonly<Record<string, string>>
}

/**
 * Longhorn's settings by name. Without a policy there is no node selector: it would keep the CSI driver off the nodes that
 * only mount volumes. What stores volumes is decided by the label on the nodes.
 *
 * @see https://longhorn.io/docs/latest/references/settings/
 */
export function longhornSettings(
  cluster: Cluster,
  { replicas, resources, selector, own }: SettingSources,
): Readonly<Record<string, string>> {
  const tolerated = taintToleration(cluster)
  const placed = selectorSetting(selector)
  const ours: { readonly [Name in keyof typeof settingsTable]?: string } = {
    'create-default-disk-labeled-nodes': 'true',
    'default-data-path': `${diskRoot}/nvme1`,
    'default-replica-count': perEngine('default-replica-count', replicas),
    'replica-soft-anti-affinity': 'false',
    'storage-over-provisioning-percentage': '100',
    'storage-minimal-available-percentage': '10',
    // Without it, pods with a volume wait for a dead node forever.
    'node-down-pod-deletion-policy': 'delete-both-statefulset-and-deployment-pod',
    'guaranteed-instance-manager-cpu': perEngine('guaranteed-instance-manager-cpu', instanceManagerCpuPercent),
    'v1-data-engine': 'true',
    // It polls a core without pause and wants 2 GiB of huge pages: not for a Pi.
    'v2-data-engine': 'false',
    'priority-class': longhornPriorityClass,
    'system-managed-csi-components-resource-limits': csiResourcesSetting(resources),
    // Longhorn may only be uninstalled by somebody who has turned this on.
    'deleting-confirmation-flag': 'false',
    'upgrade-checker': 'false',
    'allow-collecting-longhorn-usage-metrics': 'false',
    ...(tolerated ? { 'taint-toleration': tolerated } : {}),
    ...(placed ? { 'system-managed-components-node-selector': placed } : {}),
  }
  return { ...ours, ...own }
}

/** The file `default-setting.yaml`. */
export function settingsFile(cluster: Cluster, sources: SettingSources): string {
  return configYaml(longhornSettings(cluster, sources))
}

type PerEngine = {
  [Name in keyof typeof settingsTable]: (typeof settingsTable)[Name] extends { engines: readonly string[] }
    ? Name
    : never
}[keyof typeof settingsTable]

/** The same value for every engine: Longhorn refuses one that names some only, also of engines that are off. */
function perEngine(name: PerEngine, value: number): string {
  return JSON.stringify(Object.fromEntries(settingsTable[name].engines.map((engine) => [engine, String(value)])))
}

/** What a setting says of the engine that the volumes here use. */
export function valueOfV1(text: string): string {
  if (!text.startsWith('{')) return text
  return String((JSON.parse(text) as { readonly v1?: unknown }).v1 ?? '')
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
