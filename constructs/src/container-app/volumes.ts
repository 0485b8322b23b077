import { App } from '../app/app.ts'
import { backupWanted } from '../app/backup-wanted.ts'
import { k8s } from '../k8s.ts'
import type { ClaimVolume, ContainerVolume } from './props.ts'

export function isClaim(volume: ContainerVolume): volume is ClaimVolume {
  return volume.storage instanceof App
}

/** Adds the claims of `app`, and returns what its pod mounts. */
export function volumesOf(app: App, volumes: Readonly<Record<string, ContainerVolume>>) {
  const named = Object.entries(volumes)
  for (const [name, volume] of named) if (isClaim(volume)) addClaim(app, name, volume)
  return {
    volumes: named.map(([name, volume]) => podVolume(app, name, volume)),
    mounts: named.map(([name, { path }]): k8s.VolumeMount => ({ name, mountPath: path })),
  }
}

function addClaim(app: App, name: string, volume: ClaimVolume): void {
  const labels = { ...(volume.backup ? backupWanted : {}), ...volume.labels }
  new k8s.KubePersistentVolumeClaim(app, `volume-${name}`, {
    metadata: { name: claimName(app, name), ...(Object.keys(labels).length > 0 ? { labels } : {}) },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: volume.storageClass ?? volume.storage.storageClass,
      resources: { requests: { storage: k8s.Quantity.fromString(volume.size) } },
    },
  })
}

function podVolume(app: App, name: string, volume: ContainerVolume): k8s.Volume {
  if (isClaim(volume)) return { name, persistentVolumeClaim: { claimName: claimName(app, name) } }
  const medium = volume.storage === 'memory' ? { medium: 'Memory' } : {}
  return { name, emptyDir: { ...medium, sizeLimit: k8s.Quantity.fromString(volume.size) } }
}

function claimName(app: App, volume: string): string {
  return `${app.appName}-${volume}`
}
