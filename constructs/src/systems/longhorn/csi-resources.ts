import type { ContainerLike } from '../../app/pod-spec.ts'

type Resources = NonNullable<ContainerLike['resources']>

/** What the sidecars use: some 15 MiB each. */
const sidecar: Resources = { requests: { cpu: '2m', memory: '16Mi' }, limits: { memory: '64Mi' } }

/**
 * Resources of the CSI driver's containers, which Longhorn sets on the pods that it makes.
 *
 * @see https://github.com/longhorn/longhorn/issues/12224
 */
export const csiResources = {
  'csi-attacher': sidecar,
  'csi-provisioner': sidecar,
  'csi-resizer': sidecar,
  'csi-snapshotter': sidecar,
  'node-driver-registrar': sidecar,
  'longhorn-liveness-probe': sidecar,
  'longhorn-csi-plugin': { requests: { cpu: '5m', memory: '32Mi' }, limits: { memory: '192Mi' } },
} as const satisfies Record<string, Resources>
