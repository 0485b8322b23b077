import type { ClusterNode } from '@ainur/constructs'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Check, Rendering } from '../model/rendering.ts'
import { quantityUnits } from '../plan/quantity.ts'
import { findingAbout } from './finding-about.ts'
import { dataHostPaths, largeEmptyDirs } from './host-paths.ts'
import { placedWorkloads } from './pi-nodes.ts'
import { listOf, recordOf } from './references/list-of.ts'

/** Scratch space below this is taken for sockets, locks and configuration. */
const scratchBytes = 256 * 1024 * 1024
/** Provisioners whose volumes are directories of the node. */
const nodeLocalClasses = new Set(['local-path'])

/** Long-running pods that write to disk on nodes that have no disk but an SD card, which wears out and stalls. */
export const sdCardWritesCheck: Check = {
  id: 'sd-card-writes',
  run(rendering) {
    const claims = localClaims(rendering)
    return placedWorkloads(rendering).flatMap(({ ref, template, nodes, object }) => {
      const cards = nodes.filter(hasOnlySdCard).map(({ name }) => name)
      if (cards.length === 0 || template.lifetime === 'completes' || template.edit !== 'pod-spec') return []
      const claimed = listOf(template.spec.volumes).flatMap(({ item, index }) => {
        const claim = recordOf(item.persistentVolumeClaim).claimName
        return claims.has(`${ref.namespace}/${claim}`) ? [`${template.path}.volumes[${index}]`] : []
      })
      const warn = (path: string, what: string) =>
        findingAbout(
          ref,
          'sd-card-writes',
          'warning',
          path,
          `${what} may lie on an SD card, the only disk of ${cards.join(', ')}`,
          "keep the pod to nodes with another disk: onNodesWith('nvme'), use replicated storage, or emptyDir in memory",
        )
      return [
        ...largeEmptyDirs(template, (limit) => exceedsScratch(limit)).map((path) =>
          warn(path, 'an emptyDir of any size'),
        ),
        ...dataHostPaths(template).map(({ path, directory }) => warn(path, `"${directory}"`)),
        ...[...claimed, ...localTemplates(object)].map((path) => warn(path, 'a node-local volume')),
      ]
    })
  },
}

function hasOnlySdCard({ disks, boot }: ClusterNode): boolean {
  return disks.length > 0 ? disks.every(({ kind }) => kind === 'sd') : boot === 'sd'
}

function exceedsScratch(limit: unknown): boolean {
  const bytes = typeof limit === 'string' || typeof limit === 'number' ? quantityUnits(limit) : undefined
  return bytes === undefined || bytes > scratchBytes
}

/** `namespace/name` of claims whose volume is a directory of a node. */
function localClaims({ objects }: Rendering): Set<string> {
  return new Set(
    objects
      .filter(({ object: { kind, spec } }) => kind === 'PersistentVolumeClaim' && isLocal(recordOf(spec)))
      .map(({ object: { metadata } }) => `${metadata.namespace}/${metadata.name}`),
  )
}

function localTemplates(object: KubeObject | undefined): string[] {
  if (object?.kind !== 'StatefulSet') return []
  return listOf(object.spec?.volumeClaimTemplates).flatMap(({ item, index }) =>
    isLocal(recordOf(item.spec)) ? [`spec.volumeClaimTemplates[${index}]`] : [],
  )
}

function isLocal({ storageClassName }: Record<string, unknown>): boolean {
  return typeof storageClassName === 'string' && nodeLocalClasses.has(storageClassName)
}
