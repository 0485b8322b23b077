import type { ContainerLike } from '../../app/pod-spec.ts'
import type { ReleaseWorkload } from '../../app/upstream-release.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { asKubernetes, type LonghornResources } from './component-resources.ts'
import type { SidecarReplicas } from './driver-deployer.ts'
import { longhornNamespace, longhornPriorityClass } from './names.ts'
import { systemPlacement } from './system-nodes.ts'
import { tolerations } from './tolerations.ts'
import { longhornUpstream } from './upstream.ts'

const { images } = longhornUpstream

/**
 * Pods that Longhorn makes itself. Engines and instance managers have no memory limit, and no setting for one: killing one
 * would take every volume of its node away.
 *
 * @param replicas of each CSI sidecar.
 * @param instanceManagerPercent share of each node's CPU.
 * @param nodeSelector what the setting for them says.
 * @param classes StorageClasses of Longhorn.
 */
export function longhornRuntimeWorkloads(
  cluster: Cluster,
  {
    replicas,
    resources,
    instanceManagerPercent,
    nodeSelector,
    classes,
  }: {
    replicas: SidecarReplicas
    resources: LonghornResources
    instanceManagerPercent: number
    nodeSelector: Readonly<Record<string, string>>
    classes: readonly string[]
  },
): ReleaseWorkload[] {
  const make = (
    kind: ReleaseWorkload['kind'],
    name: string,
    containers: ContainerLike[],
    replicas?: number,
  ): ReleaseWorkload => ({
    kind,
    namespace: longhornNamespace,
    name,
    placedBy: systemPlacement,
    ...(replicas === undefined ? {} : { replicas }),
    podSpec: {
      priorityClassName: longhornPriorityClass,
      tolerations: tolerations(cluster),
      ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
      containers,
    },
  })
  const csiContainer = (
    name: keyof LonghornResources,
    image: string,
    extra: Partial<ContainerLike> = {},
  ): ContainerLike => ({ name, image, resources: asKubernetes(resources[name]), ...extra })
  const largest = Math.max(...cluster.nodes.map((node) => node.hardware.cores))
  const reserved = `${Math.ceil(largest * 10 * instanceManagerPercent)}m`
  return [
    ...sidecars.flatMap(([name, image]) =>
      replicas[name] > 0 ? [make('Deployment', name, [csiContainer(name, image)], replicas[name])] : [],
    ),
    {
      ...make('DaemonSet', 'longhorn-csi-plugin', [
        csiContainer('node-driver-registrar', images.csiNodeDriverRegistrar.reference, privileged),
        csiContainer('longhorn-liveness-probe', images.livenessProbe.reference),
        csiContainer('longhorn-csi-plugin', images.manager.reference, privileged),
      ]),
      mounts: classes,
    },
    make('DaemonSet', 'engine-image', [{ name: 'engine-image', image: images.engine.reference, ...privileged }]),
    make('DaemonSet', 'instance-manager', [
      {
        name: 'instance-manager',
        image: images.instanceManager.reference,
        resources: { requests: { cpu: reserved } },
        ...privileged,
      },
    ]),
  ]
}

const privileged = { securityContext: { privileged: true } }

const sidecars = [
  ['csi-attacher', images.csiAttacher.reference],
  ['csi-provisioner', images.csiProvisioner.reference],
  ['csi-resizer', images.csiResizer.reference],
  ['csi-snapshotter', images.csiSnapshotter.reference],
] as const
