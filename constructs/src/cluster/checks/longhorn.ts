import { type Draft, nodesOf, placed } from '../draft.ts'
import { errorRule, type Problem, quote, warningRule } from '../problem.ts'

const onFlash = errorRule('longhorn-on-flash-card')
const onUsb = warningRule('longhorn-on-usb-stick')
const replicasInvalid = errorRule('longhorn-replicas-invalid')
const tooManyReplicas = errorRule('longhorn-replicas-exceed-nodes')
const noDisk = warningRule('longhorn-without-disk')

/** Replicated volumes lie on disks that last, each replica on a node of its own. */
export function checkLonghorn(draft: Draft): Problem[] {
  return [...checkMedia(draft), ...checkReplicas(draft)]
}

function checkMedia(draft: Draft): Problem[] {
  return nodesOf(draft)
    .flatMap(({ value, path }) => placed(value.disks, `${path}.disks`))
    .filter(({ value }) => value.purpose === 'longhorn')
    .flatMap(({ value: { kind }, path }) => {
      if (kind === 'sd' || kind === 'emmc') {
        const message = `"longhorn" on a disk of kind ${quote(kind)}, which replication wears out within months; allowed are nvme, ssd, hdd, virtual`
        return [onFlash(`${path}.purpose`, message, 'Use an NVMe or SSD, or leave Longhorn off this node.')]
      }
      if (kind !== 'usb') return []
      const message = '"longhorn" on a disk of kind "usb", which is slow and drops off the bus under load'
      return [onUsb(`${path}.purpose`, message, 'Use an NVMe or SSD; a SATA disk in a USB enclosure is of kind "ssd".')]
    })
}

function checkReplicas(draft: Draft): Problem[] {
  const replicas = draft.apps?.longhorn?.replicas
  const storage = nodesOf(draft).filter(({ value }) => value.disks?.some((disk) => disk?.purpose === 'longhorn')).length
  const path = 'apps.longhorn.replicas'
  if (replicas !== undefined && !(Number.isInteger(replicas) && replicas >= 1 && replicas <= 20)) {
    return [replicasInvalid(path, `${replicas} was given; allowed are whole numbers from 1 to 20`, 'Use 2 or 3.')]
  }
  // Disks or nodes that could not be judged may be meant for Longhorn.
  const judgeable = draft.nodes?.every((node) => node !== undefined && isJudgeable(node)) ?? false
  if (!judgeable || !draft.nodes?.length || !draft.apps?.longhorn) return []
  if (storage === 0) {
    const message = 'Longhorn has settings, but no node has a disk with purpose "longhorn"'
    return [noDisk('apps.longhorn', message, 'Give a node such a disk, or remove the settings.')]
  }
  if (replicas === undefined || replicas <= storage) return []
  const message = `${replicas} was given, but ${storage === 1 ? 'only 1 node has' : `only ${storage} nodes have`} a Longhorn disk`
  return [tooManyReplicas(path, message, `Use at most ${storage}: volumes would stay degraded.`)]
}

function isJudgeable(node: {
  readonly disks?: readonly ({ readonly purpose?: unknown } | undefined)[] | undefined
}): boolean {
  if (!('disks' in node)) return true
  return node.disks?.every((disk) => disk?.purpose !== undefined) ?? false
}
