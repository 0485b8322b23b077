import type { Upstream } from '../../upstream/upstream.ts'
import { upstreamImage } from '../../upstream/upstream-image.ts'

const version = 'v1.12.1'

function image(name: string, tag: string) {
  return upstreamImage({
    repository: `docker.io/longhornio/${name}`,
    tag,
    platforms: ['linux/amd64', 'linux/arm64'],
    platformsFrom: `https://github.com/longhorn/longhorn/blob/${version}/deploy/longhorn-images.txt`,
  })
}

export const longhornUpstream = {
  name: 'longhorn',
  version,
  repository: 'longhorn/longhorn',
  goModule: 'github.com/longhorn/longhorn-manager',
  /** All of the release: some run in our pods, the others are passed on, and run in pods that Longhorn makes. */
  images: {
    manager: image('longhorn-manager', version),
    ui: image('longhorn-ui', version),
    engine: image('longhorn-engine', version),
    instanceManager: image('longhorn-instance-manager', version),
    shareManager: image('longhorn-share-manager', version),
    backingImageManager: image('backing-image-manager', version),
    supportBundleKit: image('support-bundle-kit', 'v0.0.92'),
    csiAttacher: image('csi-attacher', 'v4.12.0'),
    csiProvisioner: image('csi-provisioner', 'v5.3.0'),
    csiNodeDriverRegistrar: image('csi-node-driver-registrar', 'v2.17.0'),
    csiResizer: image('csi-resizer', 'v2.2.1'),
    csiSnapshotter: image('csi-snapshotter', 'v8.6.0'),
    livenessProbe: image('livenessprobe', 'v2.19.0'),
  },
  crds: { paths: ['deploy/longhorn.yaml'], sha256: '1a1c4de5658b894d714575d85e8aa39c13fc39e7d94c3f193599a779bcb172da' },
  notes:
    'The tags of the sidecars and of the support bundle kit are in deploy/longhorn-images.txt. A table of its settings is needed, made from types/setting.go of longhorn-manager: see longhornSettingsSource. snapshot-controller goes with csi-snapshotter.',
} as const satisfies Upstream

/**
 * Where `generated/settings-table.ts` is made from: `longhorn-settings-<version>.json`, the facts of upstream's
 * `types/setting.go` as data.
 */
export const longhornSettingsSource = {
  version,
  sha256: '8a840d4692e5e478922b4a997c3960a8fbb7d48e6c3062eb858d529aa1e5ee8b',
} as const
