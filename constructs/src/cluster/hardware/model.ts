import type { Allocatable, Architecture, DiskKind } from '../node-types.ts'

/** What is known about a board or machine before anyone plugs it in. */
export interface HardwareModel {
  /** As written in a definition: `raspberry-pi-5-8gb`. */
  readonly id: string
  /** As printed on the box. */
  readonly title: string
  readonly architecture: Architecture
  readonly cores: number
  /** Memory as sold, in bytes. */
  readonly memoryBytes: number
  /** What is realistically left for pods on an agent node; a server gives up more. */
  readonly allocatable: Allocatable
  readonly diskKinds: readonly DiskKind[]
  /** Power over Ethernet: built in, with an add-on board, or not at all. */
  readonly poe: 'none' | 'hat' | 'built-in'
  readonly netboot: boolean
  /** A Raspberry Pi, with all that follows for firmware, SD cards and memory. */
  readonly raspberryPi: boolean
}
