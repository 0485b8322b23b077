import type { Architecture, BootMedium, DiskKind } from '../node-types.ts'

/** What tells machines of one make apart as far as pods are concerned. */
export interface MachineSize {
  readonly architecture: Architecture
  readonly cores: number
  /** Memory in GiB. */
  readonly memoryGB: number
}

/** What is true of every machine of a kind. */
export interface HardwareFacts {
  /** As printed on the box. */
  readonly title: string
  /** What all of them have. A definition may repeat it in `machine`, but not contradict it. */
  readonly known: Partial<MachineSize>
  /** Taken where a definition is silent. What is neither known nor assumed, it has to say. @default nothing */
  readonly assumed?: Partial<MachineSize>
  readonly diskKinds: readonly DiskKind[]
  /** What it boots from when neither `boot` nor an `os` disk is given. */
  readonly usualBoot: BootMedium
  /** Thousandths of a core kept for the system: slow cores need more of their time for the same work. */
  readonly reservedMillis: number
  /** Power over Ethernet: built in, with an add-on board, or not at all. */
  readonly poe: 'none' | 'hat' | 'built-in'
  /** Whether pi-netboot can boot it. @default false */
  readonly netboot?: boolean
  /** A Raspberry Pi, with all that follows for firmware, SD cards and memory. @default false */
  readonly raspberryPi?: boolean
}

/** A kind of machine that a definition can name. */
export interface Hardware extends HardwareFacts {
  /** As written in a definition: `raspberry-pi-5-8gb`. */
  readonly id: string
}
