import { type Draft, type NodeDraft, nodesOf, type Partly, type Placed, placed } from '../draft.ts'
import { hardwareModel } from '../hardware/catalogue.ts'
import type { Disk } from '../node-types.ts'
import { duplicates, errorRule, type Problem, quote } from '../problem.ts'

const unstable = errorRule('disk-id-unstable')
const invalidId = errorRule('disk-id-invalid')
const duplicate = errorRule('disk-id-duplicate')
const lacking = errorRule('disk-kind-unsupported')
const size = errorRule('disk-size-invalid')
const twoOs = errorRule('disk-os-duplicate')

const prefix = '/dev/disk/by-id/'

/** Disks are real ones of the board, and told apart by what does not change when a cable moves. */
export function checkDisks(draft: Draft): Problem[] {
  const all = nodesOf(draft).flatMap((node) => disksOf(node).map((disk) => ({ ...disk, node })))
  return [
    ...nodesOf(draft).flatMap(checkNode),
    // Hypervisors number virtual disks alike in every machine; a real disk's id holds its serial number.
    ...duplicates(
      all,
      ({ value, node }) => value.id && `${value.kind === 'virtual' ? node.path : ''} ${plainId(value.id)}`,
      (later, earlier) => {
        const message = `${quote(later.value.id)} is the id of ${earlier.path} already`
        return duplicate(`${later.path}.id`, message, `Look up this disk's id with "ls -l ${prefix}".`)
      },
    ),
  ]
}

function disksOf({ value, path }: Placed<NodeDraft>): Placed<Partly<Disk>>[] {
  return placed(value.disks, `${path}.disks`)
}

function plainId(id: string): string {
  return id.startsWith(prefix) ? id.slice(prefix.length) : id
}

function checkNode(node: Placed<NodeDraft>): Problem[] {
  const disks = disksOf(node)
  const os = disks.filter(({ value }) => value.purpose === 'os')
  return [
    ...disks.flatMap(({ value, path }) => [
      ...checkId(value.id, path),
      ...checkKind(value, path, node),
      ...checkSize(value, path),
    ]),
    ...os.slice(1).map(({ path }) => {
      const message = `"os" is the purpose of ${os[0]?.path} already; a node has one system disk`
      return twoOs(`${path}.purpose`, message, 'Use "longhorn", "etcd" or "local" for the others.')
    }),
  ]
}

function checkId(id: string | undefined, path: string): Problem[] {
  if (id === undefined) return []
  const remedy = `Use the name that "ls -l ${prefix}" shows for it.`
  if (
    /^(\/dev\/)?(sd[a-z]+|vd[a-z]+|nvme\d+(n\d+)?|mmcblk\d+)(p?\d+)?$/.test(id) ||
    /^\/dev\/disk\/by-path\//.test(id)
  ) {
    const message = `${quote(id)} may be another disk after the next boot; allowed are names below ${prefix}`
    return [unstable(`${path}.id`, message, remedy)]
  }
  if (/-part\d+$/.test(id) || /^(PART)?(UUID|LABEL)=/i.test(id) || !/^[\w.:+@=-]+$/.test(plainId(id))) {
    const message = `${quote(id)} is no name of a whole disk below ${prefix}`
    return [invalidId(`${path}.id`, message, remedy)]
  }
  return []
}

function checkKind({ kind }: Partly<Disk>, path: string, node: Placed<NodeDraft>): Problem[] {
  const { hardware } = node.value
  if (!kind || !hardware) return []
  const { diskKinds } = hardwareModel(hardware)
  if (diskKinds.includes(kind)) return []
  const message = `${quote(kind)} was given, but ${hardware} takes ${diskKinds.join(', ')}`
  return [lacking(`${path}.kind`, message, 'Correct the kind or the hardware.')]
}

function checkSize({ sizeGB }: Partly<Disk>, path: string): Problem[] {
  if (sizeGB === undefined || (sizeGB >= 1 && sizeGB <= 100_000)) return []
  const message = `${sizeGB} was given; allowed are 1 to 100000 gigabytes`
  return [size(`${path}.sizeGB`, message, 'Write the capacity as printed on the disk: 128, or 2000 for 2 TB.')]
}
