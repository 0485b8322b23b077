import { knownSystems } from '../known-systems/known-systems.ts'
import { groupOf } from '../model/group-of.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import type { FinishedRendering } from '../model/rendering.ts'
import { asMap, asTexts, specOf } from '../model/shape.ts'
import { defaultClassName } from './default-class-name.ts'

/** How narrowly a claim is held: by one node at a time, or by one pod at a time. */
export type Holder = 'node' | 'pod'

const nodeLocal = new Set(knownSystems.flatMap(({ nodeLocalClasses }) => nodeLocalClasses ?? []))

/** Provisioners of shares over the network, which nobody attaches: every node may mount them, whatever the claim says. */
const shares = /nfs|smb|cifs|cephfs|glusterfs|sshfs|webdav/i

/**
 * Claims of the tree that a second node, or a second pod, waits for, as `namespace/name`. Left out are volumes that are
 * directories of a node, where the scheduler takes the pods to the volume, and shares over the network.
 */
export function singleNodeClaims(rendering: FinishedRendering): ReadonlyMap<string, Holder> {
  const { objects } = rendering
  const ofKind = (group: string, kind: string) =>
    objects.flatMap(({ object }) => (object.kind === kind && groupOf(object.apiVersion) === group ? [object] : []))
  const classes = new Map(ofKind('storage.k8s.io', 'StorageClass').map((object) => [object.metadata.name, object]))
  const volumes = new Map(ofKind('', 'PersistentVolume').map((object) => [object.metadata.name, object]))
  const usual = defaultClassName(rendering, 'StorageClass')
  return new Map(
    ofKind('', 'PersistentVolumeClaim').flatMap((claim): [string, Holder][] => {
      const spec = specOf(claim)
      const holder = holderOf(asTexts(spec.accessModes))
      const name = String(spec.storageClassName ?? usual ?? '')
      const volume = volumes.get(String(spec.volumeName ?? ''))
      const attached = volume ? isAttached(volume) : !nodeLocal.has(name) && !isShare(name, classes.get(name))
      // One pod at a time is what the scheduler holds to, whatever the volume is.
      if (!holder || (holder === 'node' && !attached)) return []
      return [[`${claim.metadata.namespace}/${claim.metadata.name}`, holder]]
    }),
  )
}

function holderOf(accessModes: readonly string[]): Holder | undefined {
  if (accessModes.length !== 1) return undefined
  if (accessModes[0] === 'ReadWriteOncePod') return 'pod'
  return accessModes[0] === 'ReadWriteOnce' ? 'node' : undefined
}

/** Of a class that nobody shows us, the name is all there is. */
function isShare(name: string, object: KubeObject | undefined): boolean {
  const provisioner = object && (object as { provisioner?: unknown }).provisioner
  return shares.test(typeof provisioner === 'string' ? provisioner : name)
}

function isAttached(volume: KubeObject): boolean {
  const spec = specOf(volume)
  const driver = asMap(spec.csi).driver
  if (typeof driver === 'string') return !shares.test(driver)
  return !['nfs', 'hostPath', 'local', 'cephfs', 'glusterfs'].some((source) => spec[source] !== undefined)
}
