import { defineRule, type Problem } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { type Draft, nodesOf, placed } from '../draft.ts'
import { quote } from '../problem.ts'

const onFlash = defineRule({
  id: 'longhorn-on-flash-card',
  severity: 'error',
  title: 'Longhorn has a disk on an SD card or eMMC',
  why: 'Replication wears out SD cards and eMMC within months.',
  remedy: 'Use an NVMe or SSD, or leave Longhorn off this node.',
})

const onUsb = defineRule({
  id: 'longhorn-on-usb-stick',
  severity: 'warning',
  title: 'Longhorn has a disk on a USB stick',
  why: 'Slow, and drops off the bus under load.',
  remedy: 'Use an NVMe or SSD; a SATA disk in a USB enclosure is of kind "ssd".',
})

const replicasInvalid = defineRule({
  id: 'longhorn-replicas-invalid',
  severity: 'error',
  title: 'the number of replicas is out of range',
  why: 'Longhorn takes 1 to 20.',
  remedy: 'Use 2 or 3.',
})

const tooManyReplicas = defineRule({
  id: 'longhorn-replicas-exceed-nodes',
  severity: 'error',
  title: 'a volume has more replicas than nodes have a disk for Longhorn',
  why: 'Each replica needs a node of its own: volumes would stay degraded.',
  remedy: 'Use fewer replicas or more disks.',
})

const noDisk = defineRule({
  id: 'longhorn-without-disk',
  severity: 'warning',
  title: 'Longhorn has settings, and no node has a disk for it',
  why: 'Settings without a disk do nothing.',
  remedy: 'Give a node such a disk, or remove the settings.',
})

/** Replicated volumes lie on disks that last, each replica on a node of its own. */
export const checkLonghorn: DefinitionCheck = {
  rules: [onFlash, onUsb, replicasInvalid, tooManyReplicas, noDisk],
  run(draft) {
    return [...checkMedia(draft), ...checkReplicas(draft)]
  },
}

function checkMedia(draft: Draft): Problem[] {
  return nodesOf(draft)
    .flatMap(({ value, path }) => placed(value.disks, `${path}.disks`))
    .filter(({ value }) => value.purpose === 'longhorn')
    .flatMap(({ value: { kind }, path }) => {
      if (kind === 'sd' || kind === 'emmc') {
        const message = `"longhorn" on a disk of kind ${quote(kind)}, which replication wears out within months; allowed are nvme, ssd, hdd, virtual`
        return [onFlash.problem(`${path}.purpose`, message)]
      }
      if (kind !== 'usb') return []
      const message = '"longhorn" on a disk of kind "usb", which is slow and drops off the bus under load'
      return [onUsb.problem(`${path}.purpose`, message)]
    })
}

function checkReplicas(draft: Draft): Problem[] {
  const replicas = draft.apps?.longhorn?.replicas
  const storage = nodesOf(draft).filter(({ value }) => value.disks?.some((disk) => disk?.purpose === 'longhorn')).length
  const path = 'apps.longhorn.replicas'
  if (replicas !== undefined && !(Number.isInteger(replicas) && replicas >= 1 && replicas <= 20)) {
    return [replicasInvalid.problem(path, `${replicas} was given; allowed are whole numbers from 1 to 20`)]
  }
  // Disks or nodes that could not be judged may be meant for Longhorn.
  const judgeable = draft.nodes?.every((node) => node !== undefined && isJudgeable(node)) ?? false
  if (!judgeable || !draft.nodes?.length || !draft.apps?.longhorn) return []
  if (storage === 0) {
    const message = 'Longhorn has settings, but no node has a disk with purpose "longhorn"'
    return [noDisk.problem('apps.longhorn', message)]
  }
  if (replicas === undefined || replicas <= storage) return []
  const message = `${replicas} was given, but ${storage === 1 ? 'only 1 node has' : `only ${storage} nodes have`} a Longhorn disk`
  return [tooManyReplicas.problem(path, message, `Use at most ${storage}: volumes would stay degraded.`)]
}

function isJudgeable(node: {
  readonly disks?: readonly ({ readonly purpose?: unknown } | undefined)[] | undefined
}): boolean {
  if (!('disks' in node)) return true
  return node.disks?.every((disk) => disk?.purpose !== undefined) ?? false
}
