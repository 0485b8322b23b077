import { type ClusterNode, writesLittleBecause } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import { quantityUnits } from '@ainur/constructs/quantity'
import { knownSystems } from '../known-systems/known-systems.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Check, Rendering } from '../model/rendering.ts'
import { asMap, numberedMaps } from '../model/shape.ts'
import { dataHostPaths, largeEmptyDirs } from './host-paths.ts'
import { placedWorkloads } from './pi-nodes.ts'

const sdCardWrites = defineRule('sd-card-writes', 'warning', {
  title: 'a long-running pod may write much to the SD card that its node runs from',
  why: 'The card wears out, and its slow writes stall the node.',
  remedy:
    'Use another node, replicated storage, or memory; for a hostPath that sees few writes, annotate the workload with `ainur.tools/writes-little-because`.',
})

/** Scratch space below this is taken for sockets, locks and configuration. */
const scratchBytes = 256 * 1024 * 1024
/** Classes whose volumes are directories of the node. */
const nodeLocalClasses = new Set(knownSystems.flatMap((system) => system.nodeLocalClasses ?? []))

/**
 * Long-running pods whose writes end on an SD card, which wears out and stalls. Scratch space and node-local volumes lie on
 * the disk of the system, whatever other disks there are; a hostPath may be where one of those is mounted.
 */
export const sdCardWritesCheck: Check = {
  rules: [sdCardWrites],
  run(rendering) {
    const claims = localClaims(rendering)
    return placedWorkloads(rendering).flatMap(({ ref, template, nodes, object }) => {
      const cards = nodes.filter(keepsPodsOnSdCard)
      if (cards.length === 0 || template.workloadType === 'completes' || template.edit !== 'pod-spec') return []
      const claimed = numberedMaps(template.spec.volumes).flatMap(([index, item]) => {
        const claim = asMap(item.persistentVolumeClaim).claimName
        return claims.has(`${ref.namespace}/${claim}`) ? [`${template.path}.volumes[${index}]`] : []
      })
      const bare = cards.filter(hasOnlySdCard)
      const warn = (path: string, what: string, where = cards, otherwise = '') =>
        sdCardWrites.finding(
          ref,
          path,
          `${what} may lie on the SD card of ${where.map(({ name }) => name).join(', ')}`,
          `use replicated storage, an emptyDir in memory or of at most 256Mi, or nodes with the system on another disk${otherwise}`,
        )
      const declared = `; or, if hardly anything is written there, annotate it with ${writesLittleBecause}: <one sentence>`
      return [
        ...largeEmptyDirs(template, (limit) => exceedsScratch(limit)).map((path) =>
          warn(path, 'an emptyDir of any size'),
        ),
        ...(bare.length === 0 || object?.metadata.annotations?.[writesLittleBecause]
          ? []
          : dataHostPaths(template)
        ).map(({ path, directory }) => warn(path, `"${directory}"`, bare, declared)),
        ...[...claimed, ...localTemplates(object)].map((path) => warn(path, 'a node-local volume')),
      ]
    })
  },
}

/** Whether the kubelet and node-local provisioners write to an SD card. */
function keepsPodsOnSdCard({ disks, boot }: ClusterNode): boolean {
  const disk = disks.find(({ purpose }) => purpose === 'local') ?? disks.find(({ purpose }) => purpose === 'os')
  return (disk?.kind ?? boot) === 'sd'
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
      .filter(({ object: { kind, spec } }) => kind === 'PersistentVolumeClaim' && isLocal(asMap(spec)))
      .map(({ object: { metadata } }) => `${metadata.namespace}/${metadata.name}`),
  )
}

function localTemplates(object: KubeObject | undefined): string[] {
  if (object?.kind !== 'StatefulSet') return []
  return numberedMaps(object.spec?.volumeClaimTemplates).flatMap(([index, item]) =>
    isLocal(asMap(item.spec)) ? [`spec.volumeClaimTemplates[${index}]`] : [],
  )
}

function isLocal({ storageClassName }: Record<string, unknown>): boolean {
  return typeof storageClassName === 'string' && nodeLocalClasses.has(storageClassName)
}
