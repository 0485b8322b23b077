import type { ContainerLike } from '../../app/pod-spec.ts'
import type { ReleaseWorkload } from '../../app/upstream-release.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { csiResources } from './csi-resources.ts'
import { longhornNamespace, longhornPriorityClass } from './names.ts'
import { tolerations } from './tolerations.ts'
import { csiImages, longhornImages } from './version.ts'

/**
 * Pods that Longhorn makes itself. Engines and instance managers have no memory limit, and no setting for one: killing one
 * would take every volume of its node away.
 *
 * @param sidecarReplicas of each CSI sidecar.
 * @param instanceManagerPercent share of each node's CPU.
 */
export function longhornRuntimeWorkloads(
  cluster: Cluster,
  { sidecarReplicas, instanceManagerPercent }: { sidecarReplicas: number; instanceManagerPercent: number },
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
    ...(replicas === undefined ? {} : { replicas }),
    podSpec: {
      priorityClassName: longhornPriorityClass,
      tolerations: tolerations(cluster),
      containers,
    },
  })
  const largest = Math.max(...cluster.nodes.map((node) => node.hardware.cores))
  const reserved = `${Math.ceil(largest * 10 * instanceManagerPercent)}m`
  return [
    ...sidecars.map(([name, image]) => make('Deployment', name, [csiContainer(name, image)], sidecarReplicas)),
    make('DaemonSet', 'longhorn-csi-plugin', [
      csiContainer('node-driver-registrar', csiImages.CSI_NODE_DRIVER_REGISTRAR_IMAGE, privileged),
      csiContainer('longhorn-liveness-probe', csiImages.CSI_LIVENESS_PROBE_IMAGE),
      csiContainer('longhorn-csi-plugin', longhornImages.manager, privileged),
    ]),
    make('DaemonSet', 'engine-image', [{ name: 'engine-image', image: longhornImages.engine, ...privileged }]),
    make('DaemonSet', 'instance-manager', [
      {
        name: 'instance-manager',
        image: longhornImages.instanceManager,
        resources: { requests: { cpu: reserved } },
        ...privileged,
      },
    ]),
  ]
}

function csiContainer(
  name: keyof typeof csiResources,
  image: string,
  extra: Partial<ContainerLike> = {},
): ContainerLike {
  return { name, image, resources: csiResources[name], ...extra }
}

const privileged = { securityContext: { privileged: true } }

const sidecars = [
  ['csi-attacher', csiImages.CSI_ATTACHER_IMAGE],
  ['csi-provisioner', csiImages.CSI_PROVISIONER_IMAGE],
  ['csi-resizer', csiImages.CSI_RESIZER_IMAGE],
  ['csi-snapshotter', csiImages.CSI_SNAPSHOTTER_IMAGE],
] as const
