import type { DiskKind } from '../node-types.ts'
import { agentAllocatable } from './agent-allocatable.ts'
import { gibibytes } from './gibibytes.ts'
import type { HardwareModel } from './model.ts'

interface Board {
  readonly id: string
  readonly title: string
  readonly diskKinds: readonly DiskKind[]
  /** Kept from the four cores for the system: the Pi 4's are about half as fast, so the same work takes twice as much. */
  readonly reservedMillis: number
}

// The Pi 4 has no PCIe connector: an NVMe stick reaches it only through a USB enclosure.
const pi4: Board = {
  id: 'raspberry-pi-4',
  title: 'Raspberry Pi 4 Model B',
  diskKinds: ['sd', 'usb', 'ssd', 'hdd'],
  reservedMillis: 1000,
}
const pi5: Board = {
  id: 'raspberry-pi-5',
  title: 'Raspberry Pi 5',
  diskKinds: ['sd', 'usb', 'ssd', 'hdd', 'nvme'],
  reservedMillis: 500,
}
// Compute modules come with eMMC, or as Lite with the SD slot of the carrier board, which also leads out PCIe.
const cm4: Board = {
  id: 'raspberry-pi-cm4',
  title: 'Raspberry Pi Compute Module 4',
  diskKinds: ['emmc', 'sd', 'usb', 'ssd', 'hdd', 'nvme'],
  reservedMillis: 1000,
}
const cm5: Board = {
  id: 'raspberry-pi-cm5',
  title: 'Raspberry Pi Compute Module 5',
  diskKinds: ['emmc', 'sd', 'usb', 'ssd', 'hdd', 'nvme'],
  reservedMillis: 500,
}

function withMemory(board: Board, gigabytes: number): HardwareModel {
  const machine = { cores: 4, memoryBytes: gibibytes(gigabytes) }
  return {
    id: `${board.id}-${gigabytes}gb`,
    title: `${board.title} ${gigabytes} GB`,
    architecture: 'arm64',
    ...machine,
    allocatable: agentAllocatable({ ...machine, reservedMillis: board.reservedMillis }),
    diskKinds: board.diskKinds,
    poe: 'hat',
    netboot: true,
    raspberryPi: true,
  }
}

/** Raspberry Pis by the id that a definition uses. @see https://www.raspberrypi.com/products/ */
export const raspberryPis = {
  'raspberry-pi-4-1gb': withMemory(pi4, 1),
  'raspberry-pi-4-2gb': withMemory(pi4, 2),
  'raspberry-pi-4-4gb': withMemory(pi4, 4),
  'raspberry-pi-4-8gb': withMemory(pi4, 8),
  'raspberry-pi-5-2gb': withMemory(pi5, 2),
  'raspberry-pi-5-4gb': withMemory(pi5, 4),
  'raspberry-pi-5-8gb': withMemory(pi5, 8),
  'raspberry-pi-5-16gb': withMemory(pi5, 16),
  'raspberry-pi-cm4-1gb': withMemory(cm4, 1),
  'raspberry-pi-cm4-2gb': withMemory(cm4, 2),
  'raspberry-pi-cm4-4gb': withMemory(cm4, 4),
  'raspberry-pi-cm4-8gb': withMemory(cm4, 8),
  'raspberry-pi-cm5-2gb': withMemory(cm5, 2),
  'raspberry-pi-cm5-4gb': withMemory(cm5, 4),
  'raspberry-pi-cm5-8gb': withMemory(cm5, 8),
  'raspberry-pi-cm5-16gb': withMemory(cm5, 16),
} as const satisfies Record<string, HardwareModel>
