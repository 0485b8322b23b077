/** @see https://github.com/longhorn/longhorn/releases */
export const longhornVersion = 'v1.12.1'

function longhornio(name: string, tag: string): string {
  return `docker.io/longhornio/${name}:${tag}`
}

/** All images of the release: some run in our pods, the others are passed on, and run in pods that Longhorn makes. */
export const longhornImages = {
  manager: longhornio('longhorn-manager', longhornVersion),
  ui: longhornio('longhorn-ui', longhornVersion),
  engine: longhornio('longhorn-engine', longhornVersion),
  instanceManager: longhornio('longhorn-instance-manager', longhornVersion),
  shareManager: longhornio('longhorn-share-manager', longhornVersion),
  backingImageManager: longhornio('backing-image-manager', longhornVersion),
  supportBundleKit: longhornio('support-bundle-kit', 'v0.0.92'),
} as const

/** CSI sidecars, by the variable that names them to the driver deployer. */
export const csiImages = {
  CSI_ATTACHER_IMAGE: longhornio('csi-attacher', 'v4.12.0'),
  CSI_PROVISIONER_IMAGE: longhornio('csi-provisioner', 'v5.3.0'),
  CSI_NODE_DRIVER_REGISTRAR_IMAGE: longhornio('csi-node-driver-registrar', 'v2.17.0'),
  CSI_RESIZER_IMAGE: longhornio('csi-resizer', 'v2.2.1'),
  CSI_SNAPSHOTTER_IMAGE: longhornio('csi-snapshotter', 'v8.6.0'),
  CSI_LIVENESS_PROBE_IMAGE: longhornio('livenessprobe', 'v2.19.0'),
} as const
