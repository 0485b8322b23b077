import type { HardwareFacts } from './hardware.ts'

/** RK3588 and its smaller sisters: eight cores. They are sold with many sizes of memory, which the definition says. */
const rock5 = {
  known: { architecture: 'arm64', cores: 8 },
  diskKinds: ['sd', 'emmc', 'nvme', 'ssd', 'hdd', 'usb'],
  usualBoot: 'sd',
  reservedMillis: 500,
  poe: 'hat',
} as const

/** Radxa's boards. The 5A and 5C take an NVMe disk through an adapter. @see https://docs.radxa.com/en/rock5 */
export const rocks = {
  'rock-5a': { ...rock5, title: 'Radxa ROCK 5A' },
  'rock-5b': { ...rock5, title: 'Radxa ROCK 5B' },
  'rock-5c': { ...rock5, title: 'Radxa ROCK 5C' },
} as const satisfies Record<string, HardwareFacts>
