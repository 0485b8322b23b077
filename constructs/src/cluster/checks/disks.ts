import { defineRule, type Problem } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { type NodeDraft, nodesOf, type Partly, type Placed, placed } from '../draft.ts'
import { hardwareModel } from '../hardware/catalogue.ts'
import type { Disk } from '../node-types.ts'
import { duplicates, quote } from '../problem.ts'

const unstable = defineRule('disk-id-unstable', 'error', {
  title: 'the id of a disk may name another disk after the next boot',
  why: 'Names such as `/dev/sda` change between boots: the wrong disk would be formatted.',
  remedy: 'Use the name below `/dev/disk/by-id/`.',
})

const invalidId = defineRule('disk-id-invalid', 'error', {
  title: 'the id of a disk does not name a whole disk',
  why: 'A partition or label is not what the installer formats.',
  remedy: 'Use the name below `/dev/disk/by-id/`.',
})

const duplicate = defineRule('disk-id-duplicate', 'error', {
  title: 'two disks have one id',
  why: 'An id holds the serial number. Only virtual disks of different machines may share one.',
  remedy: 'Look it up on each node.',
})

const lacking = defineRule('disk-kind-unsupported', 'error', {
  title: 'the hardware does not take disks of that kind',
  why: 'The hardware has no such connector.',
  remedy: 'Correct the kind or the hardware.',
})

const size = defineRule('disk-size-invalid', 'error', {
  title: 'the size of a disk is out of range',
  why: 'No disk has that size; mostly a mistaken unit.',
  remedy: 'Write the capacity as printed on the disk: 128, or 2000 for 2 TB.',
})

const twoOs = defineRule('disk-os-duplicate', 'error', {
  title: 'a node has two disks with purpose `os`',
  why: 'A node has one system disk.',
  remedy: 'Use "storage", "etcd" or "local" for the others.',
})

const prefix = '/dev/disk/by-id/'

/** Disks are of a kind that the board takes, and have ids that stay the same when a cable moves. */
export const checkDisks: DefinitionCheck = {
  rules: [unstable, invalidId, duplicate, lacking, size, twoOs],
  run(draft) {
    const all = nodesOf(draft).flatMap((node) => disksOf(node).map((disk) => ({ ...disk, node })))
    return [
      ...nodesOf(draft).flatMap(checkNode),
      // Hypervisors number virtual disks alike in every machine; a real disk's id holds its serial number.
      ...duplicates(
        all,
        ({ value, node }) => value.id && `${value.kind === 'virtual' ? node.path : ''} ${plainId(value.id)}`,
        (later, earlier) => {
          const message = `${quote(later.value.id)} is the id of ${earlier.path} already`
          return duplicate.problem(`${later.path}.id`, message, `Look up this disk's id with "ls -l ${prefix}".`)
        },
      ),
    ]
  },
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
      return twoOs.problem(`${path}.purpose`, message)
    }),
  ]
}

function checkId(id: string | undefined, path: string): Problem[] {
  if (id === undefined) return []
  const remedy = `Use the name that "ls -l ${prefix}" shows for it.`
  if (
    /^(\/dev\/)?([shv]d[a-z]+|xvd[a-z]+|nvme\d+(n\d+)?|mmcblk\d+|(md|dm-|loop|sr|nbd|zd)\d+)(p?\d+)?$/.test(id) ||
    /^\/dev\/disk\/by-path\//.test(id)
  ) {
    const message = `${quote(id)} may be another disk after the next boot; allowed are names below ${prefix}`
    return [unstable.problem(`${path}.id`, message, remedy)]
  }
  if (/-part\d+$/.test(id) || /^(PART)?(UUID|LABEL)=/i.test(id) || !/^[\w.:+@=-]+$/.test(plainId(id))) {
    const message = `${quote(id)} is not a name of a whole disk below ${prefix}`
    return [invalidId.problem(`${path}.id`, message, remedy)]
  }
  return []
}

function checkKind({ kind }: Partly<Disk>, path: string, node: Placed<NodeDraft>): Problem[] {
  const { hardware } = node.value
  if (!kind || !hardware) return []
  const { diskKinds } = hardwareModel(hardware)
  if (diskKinds.includes(kind)) return []
  const message = `${quote(kind)} was given, but ${hardware} takes ${diskKinds.join(', ')}`
  return [lacking.problem(`${path}.kind`, message)]
}

function checkSize({ sizeGB }: Partly<Disk>, path: string): Problem[] {
  if (sizeGB === undefined || (sizeGB >= 1 && sizeGB <= 100_000)) return []
  const message = `${sizeGB} was given; allowed are 1 to 100000 gigabytes`
  return [size.problem(`${path}.sizeGB`, message)]
}
