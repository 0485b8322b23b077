import type { App } from '../../app/app.ts'
import type { BlockStorage } from '../../app/roles.ts'
import { k8s } from '../../k8s.ts'

/** What each volume holds, and how large it is. */
const claims = {
  /** Firmware, kernels, initrds and device trees: the TFTP root. Below 300 MB XFS refuses to make a filesystem. */
  boot: '1Gi',
  /** One writable root per node, exported over NFS. */
  os: '5Gi',
  /** What Ganesha must remember about its clients over a restart. */
  'nfs-state': '1Gi',
  /** Ubuntu's image as downloaded, so that a second build needs no network. */
  download: '2Gi',
  /** The image unpacked while it is taken apart. */
  extracted: '5Gi',
  /** Compressed images that a node stamps onto its own disk, served over HTTP. */
  output: '2Gi',
} as const

export type VolumeName = keyof typeof claims

/** Makes the claims. */
export function addClaims(app: App, storage: BlockStorage): void {
  for (const [name, size] of Object.entries(claims)) {
    new k8s.KubePersistentVolumeClaim(app, `claim-${name}`, {
      metadata: { name: claimName(name as VolumeName) },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: storage.storageClass,
        resources: { requests: { storage: k8s.Quantity.fromString(size) } },
      },
    })
  }
}

/** Volumes of a pod that uses these claims. */
export function claimVolumes(...names: readonly VolumeName[]): k8s.Volume[] {
  return names.map((name) => ({ name, persistentVolumeClaim: { claimName: claimName(name) } }))
}

function claimName(name: VolumeName): string {
  return `pi-netboot-${name}`
}
