import { ApiObject, Lazy } from 'cdk8s'
import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import type { BlockStorage } from '../../app/roles.ts'
import { k8s } from '../../k8s.ts'
import { policiesFor } from '../../placement/place.ts'
import { scrapeAnnotations } from '../../workload/scrape-annotations.ts'
import { backupTargetFile } from './backup-target.ts'
import { addDriverDeployer, type SidecarReplicas, sidecarReplicas } from './driver-deployer.ts'
import { addManager, managerPort } from './manager.ts'
import { commonLabels, longhornNamespace, longhornPriorityClass } from './names.ts'
import { addNetworkPolicies } from './network-policies.ts'
import { longhornNodeMetadata, storageNodes } from './node-metadata.ts'
import { type LonghornProps, readLonghornProps } from './props.ts'
import { addAccess } from './rbac.ts'
import { addRecurringJobs } from './recurring-jobs.ts'
import { longhornRuntimeWorkloads } from './runtime-workloads.ts'
import {
  longhornSettings,
  type SettingSources,
  settingsFile,
  storageClassFields,
  storageClassFile,
  valueOfV1,
} from './settings.ts'
import { reportIdleDisks, systemNodeSelector } from './system-nodes.ts'
import { addUi } from './ui.ts'

/** Replicated volumes on the nodes' disks. */
export class Longhorn extends App implements BlockStorage {
  /** XFS, and the default of the cluster. Its volumes hold at least 300 MiB: `mkfs.xfs` refuses smaller ones. */
  readonly storageClass = 'longhorn'
  /** For what is smaller, or wants ext4. */
  readonly ext4StorageClass = 'longhorn-ext4'
  readonly replicas: number
  readonly #sidecars: SidecarReplicas
  /** Pods that nobody may scrape say nothing: a scraper would call them down. */
  #isScraped = false
  readonly #settings: Omit<SettingSources, 'selector'>

  constructor(tree: ClusterTree, name: string, props: LonghornProps) {
    // Deleting the Application would leave volumes without what serves them.
    super(tree, name, props, { namespace: longhornNamespace, project: 'system-addons', cascade: false })
    const { replicas, settings, resources, backupTarget, recurringJobs, snapshots } = readLonghornProps(this, props)
    this.replicas = replicas
    this.#sidecars = sidecarReplicas(this.cluster, snapshots !== undefined)
    this.#settings = { replicas, resources, own: settings }
    // k3s writes its manifests again at every start, so its default class cannot be made an ordinary one for good.
    this.replacesComponent('storage', 'its StorageClass local-path would be a second default')
    addAccess(this)
    this.#addPriorityClass()
    this.#addConfigMaps(backupTargetFile(this, backupTarget))
    addManager(this, resources['longhorn-manager'], () =>
      this.#isScraped ? scrapeAnnotations(managerPort) : undefined,
    )
    addDriverDeployer(this, this.#sidecars)
    addUi(this)
    this.#addExt4StorageClass()
    this.provides({ group: 'storage.k8s.io', kind: 'StorageClass', name: this.storageClass })
    addNetworkPolicies(this, this.#scraperLabel())
    for (const node of storageNodes(this.cluster)) {
      const because = 'Longhorn takes its disks from there, and reads them only when it first sees the node'
      this.wantsOnNode({ node: node.name, ...longhornNodeMetadata(node), because })
    }
    addRecurringJobs(this, recurringJobs, {
      hasTarget: backupTarget !== undefined,
      maxRetention: Number(settings['recurring-job-max-retention'] ?? 100),
    })
    if (snapshots) this.#addSnapshotClasses(backupTarget !== undefined)
  }

  /** Where its own pods run depends on where the app was placed, which may be said after it was made. */
  override complete(): void {
    const nodeSelector = this.#systemNodes()
    reportIdleDisks(this, nodeSelector)
    const settings = longhornSettings(this.cluster, this.#sources())
    const workloads = longhornRuntimeWorkloads(this.cluster, {
      replicas: this.#sidecars,
      resources: this.#settings.resources,
      instanceManagerPercent: Number(valueOfV1(settings['guaranteed-instance-manager-cpu'] ?? '')),
      nodeSelector,
      classes: [this.storageClass, this.ext4StorageClass],
    })
    for (const workload of workloads) this.addRuntimeWorkload(workload)
  }

  #systemNodes(): Record<string, string> {
    return systemNodeSelector(policiesFor(this))
  }

  #sources(): SettingSources {
    return { ...this.#settings, selector: this.#systemNodes() }
  }

  /**
   * Lets the pods of `consumer`'s namespace scrape the managers' metrics, on port 9500 of each manager, which from then on
   * carry the annotations by which they are found.
   */
  allowScraping(consumer: App): void {
    consumer.dependOn(this, 'its metrics')
    consumer.labelNamespace(this.#scraperLabel())
    this.#isScraped = true
  }

  #addPriorityClass(): void {
    new k8s.KubePriorityClass(this, 'priority-class', {
      metadata: { name: longhornPriorityClass, labels: commonLabels },
      value: 1_000_000_000,
      globalDefault: false,
      preemptionPolicy: 'PreemptLowerPriority',
      description: 'Pods that serve volumes: when one is evicted, every pod with a volume on it stops',
    })
  }

  #addConfigMaps(backupTarget: string): void {
    const settings = Lazy.any({ produce: () => settingsFile(this.cluster, this.#sources()) })
    const files = {
      'longhorn-default-setting': { 'default-setting.yaml': settings },
      'longhorn-default-resource': { 'default-resource.yaml': backupTarget },
      'longhorn-storageclass': { 'storageclass.yaml': storageClassFile(this.storageClass, this.replicas) },
    }
    for (const [name, data] of Object.entries(files)) {
      new k8s.KubeConfigMap(this, name, { metadata: { name, labels: commonLabels }, data })
    }
  }

  #addExt4StorageClass(): void {
    new k8s.KubeStorageClass(this, 'storage-class-ext4', {
      metadata: { name: this.ext4StorageClass, labels: commonLabels },
      ...storageClassFields('ext4', this.replicas),
    })
  }

  /** @see https://longhorn.io/docs/latest/snapshots-and-backups/csi-snapshot-support/ */
  #addSnapshotClasses(hasTarget: boolean): void {
    const add = (name: string, type: 'snap' | 'bak', deletionPolicy: 'Delete' | 'Retain') => {
      const annotations = type === 'snap' ? { 'snapshot.storage.kubernetes.io/is-default-class': 'true' } : undefined
      new ApiObject(this, `snapshot-class-${type}`, {
        apiVersion: 'snapshot.storage.k8s.io/v1',
        kind: 'VolumeSnapshotClass',
        metadata: { name, labels: commonLabels, ...(annotations ? { annotations } : {}) },
        driver: 'driver.longhorn.io',
        deletionPolicy,
        parameters: { type },
      })
    }
    add('longhorn-snapshot', 'snap', 'Delete')
    // A backup outlives the namespace that it was made in: that is what it is for.
    if (hasTarget) add('longhorn-backup', 'bak', 'Retain')
  }

  #scraperLabel(): Record<string, string> {
    return { [`${this.cluster.domain}/longhorn-metrics`]: 'scrape' }
  }
}
