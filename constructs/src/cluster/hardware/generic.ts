import type { DiskKind } from '../node-types.ts'
import type { HardwareFacts } from './hardware.ts'

const pcDisks: readonly DiskKind[] = ['nvme', 'ssd', 'hdd', 'emmc', 'sd', 'usb']

/** What most machines of unknown make have in common. */
const generic = { usualBoot: 'disk', reservedMillis: 500, poe: 'none', diskKinds: pcDisks } as const

/** Boards differ in what they lead out; only the owner knows. */
const board = { ...generic, usualBoot: 'sd', poe: 'hat' } as const

/** Machines of which the catalogue knows little: the definition says the rest in `machine`. */
export const genericMachines = {
  'mini-pc': { ...generic, title: 'Mini PC', known: { architecture: 'amd64' }, assumed: { cores: 4, memoryGB: 16 } },
  // Sold under hundreds of names, with 8 to 32 GB.
  'n100-mini-pc': { ...generic, title: 'Mini PC with an Intel N100', known: { architecture: 'amd64', cores: 4 } },
  nuc: { ...generic, title: 'NUC', known: { architecture: 'amd64' } },
  'thin-client': { ...generic, title: 'Thin client', known: { architecture: 'amd64' } },
  'arm64-board': { ...board, title: 'Single-board computer', known: { architecture: 'arm64' } },
  'arm-board': { ...board, title: 'Single-board computer, 32 bit', known: { architecture: 'arm' } },
  computer: { ...generic, title: 'Computer', known: {} },
  // Disks other than `virtual` are passed through from the host.
  'virtual-machine': {
    ...generic,
    title: 'Virtual machine',
    known: {},
    diskKinds: ['virtual', 'nvme', 'ssd', 'hdd', 'usb'],
  },
} as const satisfies Record<string, HardwareFacts>
