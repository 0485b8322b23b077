import { Lazy } from 'cdk8s'
import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import type { BlockStorage } from '../../app/roles.ts'
import type { ReleaseWorkload } from '../../app/upstream-release.ts'
import { k8s } from '../../k8s.ts'
import { policiesFor } from '../../placement/place.ts'
import { type SignIn, SignInProxy } from '../sign-in-proxy/sign-in-proxy.ts'
import { addDriverDeployer, sidecarReplicas } from './driver-deployer.ts'
import { addManager } from './manager.ts'
import { commonLabels, longhornNamespace, longhornPriorityClass } from './names.ts'
import { addNetworkPolicies } from './network-policies.ts'
import { type LonghornProps, readLonghornProps } from './props.ts'
import { addAccess } from './rbac.ts'
import { longhornRuntimeWorkloads } from './runtime-workloads.ts'
import { defaultSettings, instanceManagerCpuPercent, storageClassFields, storageClassFile } from './settings.ts'
import { reportIdleDisks, systemNodeSelector } from './system-nodes.ts'
import { addUi } from './ui.ts'

/** Replicated volumes on the nodes' disks. */
export class Longhorn extends App implements BlockStorage {
  /** XFS, and the default of the cluster. Its volumes hold at least 300 MiB: `mkfs.xfs` refuses smaller ones. */
  readonly storageClass = 'longhorn'
  /** For what is smaller, or wants ext4. */
  readonly ext4StorageClass = 'longhorn-ext4'
  readonly replicas: number

  constructor(tree: ClusterTree, name: string, props: LonghornProps) {
    // Deleting the Application would leave volumes without what serves them.
    super(tree, name, props, { namespace: longhornNamespace, project: 'system-addons', cascade: false })
    const { replicas, signIn } = readLonghornProps(this, props)
    this.replicas = replicas
    // k3s writes its manifests again at every start, so its default class cannot be made an ordinary one for good.
    this.replacesComponent('storage', 'its StorageClass local-path would be a second default')
    addAccess(this)
    this.#addPriorityClass()
    this.#addConfigMaps()
    addManager(this)
    addDriverDeployer(this, sidecarReplicas(this.cluster))
    addUi(this)
    this.#addExt4StorageClass()
    this.provides({ group: 'storage.k8s.io', kind: 'StorageClass', name: this.storageClass })
    addNetworkPolicies(this, this.#scraperLabel(), signIn && this.#publishUi(signIn).podLabels)
  }

  /** Where its own pods run depends on where the app was placed, which may be said after it was made. */
  override complete(): void {
    const selector = this.#systemNodes()
    reportIdleDisks(this, selector)
    for (const workload of this.#runtimeWorkloads(selector)) this.addRuntimeWorkload(workload)
  }

  #systemNodes(): Record<string, string> {
    return systemNodeSelector(policiesFor(this))
  }

  /** Lets the pods of `consumer`'s namespace scrape the managers' metrics, on port 9500 of `longhorn-backend`. */
  allowScraping(consumer: App): void {
    consumer.dependOn(this, 'its metrics')
    consumer.labelNamespace(this.#scraperLabel())
  }

  #runtimeWorkloads(nodeSelector: Readonly<Record<string, string>>): ReleaseWorkload[] {
    return longhornRuntimeWorkloads(this.cluster, {
      sidecarReplicas: sidecarReplicas(this.cluster),
      instanceManagerPercent: instanceManagerCpuPercent,
      nodeSelector,
      classes: [this.storageClass, this.ext4StorageClass],
    })
  }

  #publishUi(signIn: SignIn): SignInProxy {
    return new SignInProxy(this, 'sign-in', {
      ...signIn,
      name: 'longhorn',
      displayName: 'Longhorn',
      host: this.cluster.host('longhorn'),
      service: 'longhorn-frontend',
      port: 80,
    })
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

  #addConfigMaps(): void {
    const settings = Lazy.any({ produce: () => defaultSettings(this.cluster, this.replicas, this.#systemNodes()) })
    const files = {
      'longhorn-default-setting': { 'default-setting.yaml': settings },
      'longhorn-default-resource': { 'default-resource.yaml': '' },
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

  #scraperLabel(): Record<string, string> {
    return { [`${this.cluster.domain}/longhorn-metrics`]: 'scrape' }
  }
}
