import type { NodeDraft } from './draft.ts'
import { hardwareOf } from './hardware/catalogue.ts'
import type { BootMedium, DiskKind } from './node-types.ts'

const mediumOf: Readonly<Record<DiskKind, BootMedium>> = {
  sd: 'sd',
  emmc: 'emmc',
  nvme: 'nvme',
  usb: 'usb',
  ssd: 'disk',
  hdd: 'disk',
  virtual: 'disk',
}

/** What `node` boots from: as it says, else its `os` disk, else what its hardware usually has. */
export function bootOf(node: NodeDraft): BootMedium {
  if (node.boot) return node.boot
  const kind = node.disks?.find((disk) => disk?.purpose === 'os')?.kind
  if (kind) return mediumOf[kind]
  return node.hardware ? hardwareOf(node.hardware).usualBoot : 'disk'
}

/** Whether a node can boot from `medium` when its `os` disk is of `kind`. A Pi reaches a SATA disk over USB. */
export function bootsFrom(medium: BootMedium, kind: DiskKind): boolean {
  return mediumOf[kind] === medium || (medium === 'usb' && (kind === 'ssd' || kind === 'hdd'))
}
