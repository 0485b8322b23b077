import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isAbandoned, reserve } from '../cleanup/reservation.ts'
import { scratchRoot } from '../cleanup/scratch-root.ts'
import { lastSlot, type SlotNetwork, slotNetwork } from './slot-network.ts'

/** What one node cluster has to itself on this machine: addresses, the name of its link and of its cgroup. */
export interface Slot {
  readonly number: number
  readonly network: SlotNetwork
  /** Name of its cgroup, directly below the root. */
  readonly cgroup: string
}

/** Takes a free slot; it is this process' until `releaseSlot`. */
export function takeSlot(): Slot {
  for (let number = 1; number <= lastSlot; number++) {
    if (reserve(reservation(number))) return slot(number)
  }
  throw new Error(`all ${lastSlot} slots for node clusters are taken; their owners are named in ${folder()}`)
}

/** Gives a slot back, once nothing of it is left on the machine. */
export function releaseSlot({ number }: Slot): void {
  rmSync(reservation(number), { force: true })
}

/** Slots whose owner no longer runs. */
export function abandonedSlots(): Slot[] {
  return readdirSync(folder())
    .map(Number)
    .filter((number) => isAbandoned(reservation(number)))
    .map(slot)
}

function slot(number: number): Slot {
  return { number, network: slotNetwork(number), cgroup: `ainur-${number}` }
}

function folder(): string {
  const path = join(scratchRoot(), 'nodes')
  mkdirSync(path, { recursive: true })
  return path
}

function reservation(number: number): string {
  return join(folder(), String(number))
}
