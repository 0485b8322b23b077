import type { HardwareFacts } from './hardware.ts'

const odroid = { usualBoot: 'sd', reservedMillis: 1000, poe: 'none' } as const

/** Hardkernel's boards. @see https://wiki.odroid.com */
export const odroids = {
  // Its cores are ARMv7: no 64-bit system and no arm64 image runs there.
  'odroid-xu4': {
    ...odroid,
    title: 'ODROID-XU4',
    known: { architecture: 'arm', cores: 8, memoryGB: 2 },
    diskKinds: ['sd', 'emmc', 'usb', 'ssd', 'hdd'],
  },
  'odroid-m1-4gb': odroidM1(4),
  'odroid-m1-8gb': odroidM1(8),
  // Two SATA slots, no eMMC. @see https://docs.u-boot.org/en/latest/board/amlogic/odroid-hc4.html
  'odroid-hc4': {
    ...odroid,
    title: 'ODROID-HC4',
    known: { architecture: 'arm64', cores: 4, memoryGB: 4 },
    diskKinds: ['sd', 'ssd', 'hdd', 'usb'],
  },
} as const satisfies Record<string, HardwareFacts>

function odroidM1(memoryGB: number): HardwareFacts {
  return {
    ...odroid,
    title: `ODROID-M1 ${memoryGB} GB`,
    known: { architecture: 'arm64', cores: 4, memoryGB },
    diskKinds: ['sd', 'emmc', 'nvme', 'ssd', 'hdd', 'usb'],
  }
}
