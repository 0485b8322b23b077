import type { Upstream } from '../../upstream/upstream.ts'
import { upstreamImage } from '../../upstream/upstream-image.ts'

/** Of the same release as Longhorn's sidecar csi-snapshotter, which works on the same objects. */
const version = 'v8.6.0'

export const snapshotControllerUpstream = {
  name: 'snapshot-controller',
  version,
  repository: 'kubernetes-csi/external-snapshotter',
  goModule: 'github.com/kubernetes-csi/external-snapshotter/v8',
  images: {
    controller: upstreamImage({
      repository: 'registry.k8s.io/sig-storage/snapshot-controller',
      tag: version,
      platforms: ['linux/amd64', 'linux/arm', 'linux/arm/v7', 'linux/arm64', 'linux/ppc64le', 'linux/s390x'],
      platformsFrom: `https://github.com/kubernetes-csi/external-snapshotter/blob/${version}/release-tools/prow.sh`,
    }),
  },
  crds: {
    paths: ['volumesnapshotclasses', 'volumesnapshotcontents', 'volumesnapshots'].map(
      (plural) => `client/config/crd/snapshot.storage.k8s.io_${plural}.yaml`,
    ),
    goModule: { path: 'github.com/kubernetes-csi/external-snapshotter/client/v8', root: 'client' },
    sha256: 'b646f64182ebc565dbbef04865e6881ddeea2d5dfb13ba079515f10a386048da',
  },
  notes: 'Raise it together with Longhorn, whose sidecar csi-snapshotter is of the same release.',
} as const satisfies Upstream
