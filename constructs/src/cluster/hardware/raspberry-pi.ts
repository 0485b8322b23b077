import type { HardwareFacts } from './hardware.ts'

/** What all Pis here have: four cores that run 64-bit systems. */
const pi = { known: { architecture: 'arm64', cores: 4 }, usualBoot: 'sd', raspberryPi: true } as const
/** The cores of a Pi 4 are about half as fast as a Pi 5's, so the same work takes twice as much of them. */
const slowCores = { reservedMillis: 1000 } as const
const fastCores = { reservedMillis: 500 } as const
/** A boot EEPROM that can store the address of a TFTP server. Older boards get it from a DHCP server only. */
const netboots = { netboot: true } as const

// Without a PCIe connector an NVMe stick can be reached only through a USB enclosure.
const pi4 = {
  ...pi,
  ...slowCores,
  ...netboots,
  title: 'Raspberry Pi 4 Model B',
  diskKinds: ['sd', 'usb', 'ssd', 'hdd'],
  poe: 'hat',
} as const
const pi5 = {
  ...pi,
  ...fastCores,
  ...netboots,
  title: 'Raspberry Pi 5',
  diskKinds: ['sd', 'usb', 'ssd', 'hdd', 'nvme'],
  poe: 'hat',
} as const
// Compute modules come with eMMC, or as Lite with the SD slot of the carrier board, which also leads out PCIe.
const moduleDisks = ['emmc', 'sd', 'usb', 'ssd', 'hdd', 'nvme'] as const
const cm4 = { ...pi4, title: 'Raspberry Pi Compute Module 4', diskKinds: moduleDisks, usualBoot: 'emmc' } as const
const cm5 = { ...pi5, title: 'Raspberry Pi Compute Module 5', diskKinds: moduleDisks, usualBoot: 'emmc' } as const

// Keyboards: their Ethernet takes no power, and only the 500+ has an M.2 slot.
const pi400 = { ...pi4, title: 'Raspberry Pi 400', poe: 'none' } as const
const pi500 = { ...pi5, title: 'Raspberry Pi 500', diskKinds: pi4.diskKinds, poe: 'none' } as const
const pi500plus = { ...pi5, title: 'Raspberry Pi 500+', usualBoot: 'nvme', poe: 'none' } as const
const pi3bPlus = {
  ...pi,
  ...slowCores,
  title: 'Raspberry Pi 3 Model B+',
  diskKinds: pi4.diskKinds,
  poe: 'hat',
} as const

function withMemory(board: HardwareFacts, memoryGB: number): HardwareFacts {
  return { ...board, title: `${board.title} ${memoryGB} GB`, known: { ...board.known, memoryGB } }
}

/** Raspberry Pis by the id that a definition uses. @see https://www.raspberrypi.com/products/ */
export const raspberryPis = {
  'raspberry-pi-zero-2-w': {
    ...pi,
    ...slowCores,
    title: 'Raspberry Pi Zero 2 W',
    known: { ...pi.known, memoryGB: 0.5 },
    diskKinds: pi4.diskKinds,
    poe: 'none',
  },
  'raspberry-pi-3b-plus-1gb': withMemory(pi3bPlus, 1),
  'raspberry-pi-4-1gb': withMemory(pi4, 1),
  'raspberry-pi-4-2gb': withMemory(pi4, 2),
  'raspberry-pi-4-4gb': withMemory(pi4, 4),
  'raspberry-pi-4-8gb': withMemory(pi4, 8),
  'raspberry-pi-400-4gb': withMemory(pi400, 4),
  'raspberry-pi-5-1gb': withMemory(pi5, 1),
  'raspberry-pi-5-2gb': withMemory(pi5, 2),
  'raspberry-pi-5-4gb': withMemory(pi5, 4),
  'raspberry-pi-5-8gb': withMemory(pi5, 8),
  'raspberry-pi-5-16gb': withMemory(pi5, 16),
  'raspberry-pi-500-8gb': withMemory(pi500, 8),
  'raspberry-pi-500-plus-16gb': withMemory(pi500plus, 16),
  'raspberry-pi-cm4-1gb': withMemory(cm4, 1),
  'raspberry-pi-cm4-2gb': withMemory(cm4, 2),
  'raspberry-pi-cm4-4gb': withMemory(cm4, 4),
  'raspberry-pi-cm4-8gb': withMemory(cm4, 8),
  'raspberry-pi-cm5-2gb': withMemory(cm5, 2),
  'raspberry-pi-cm5-4gb': withMemory(cm5, 4),
  'raspberry-pi-cm5-8gb': withMemory(cm5, 8),
  'raspberry-pi-cm5-16gb': withMemory(cm5, 16),
} as const satisfies Record<string, HardwareFacts>
