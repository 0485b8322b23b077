import type { ServerFacts } from '../../distribution/distribution.ts'
import type { AllocatableInput } from '../input.ts'
import type { Allocatable, Disk, NodeRole } from '../node-types.ts'
import { usableRootBytes } from './agent-allocatable.ts'
import type { HardwareModel } from './model.ts'

/** What a node can give to pods: its hardware's share, less what a server needs, on the disk that it has. */
export function nodeAllocatable(node: {
  readonly hardware: HardwareModel
  readonly role: NodeRole
  /** What the control plane takes if the node is a server. */
  readonly serverTakes: ServerFacts['takes'][keyof ServerFacts['takes']]
  readonly disks: readonly Disk[]
  readonly diskless: boolean
  /** What the owner has measured. @default nothing */
  readonly override?: AllocatableInput
}): Allocatable {
  const base = node.hardware.allocatable
  const taken = node.role === 'server' ? node.serverTakes : { cpuMillis: 0, memoryBytes: 0 }
  const osDisk = node.disks.find((disk) => disk.purpose === 'os')
  return {
    cpuMillis: Math.max(0, base.cpuMillis - taken.cpuMillis),
    memoryBytes: Math.max(0, base.memoryBytes - taken.memoryBytes),
    ephemeralStorageBytes: rootBytes(node, osDisk),
    pods: base.pods,
    ...ownNumbers(node.override),
  }
}

function rootBytes(node: { hardware: HardwareModel; diskless: boolean }, osDisk: Disk | undefined): number {
  if (osDisk) return usableRootBytes(osDisk.sizeGB)
  // A netbooted node writes into a tmpfs; the kernel lets it grow to half of the memory, of which pods need the most.
  if (node.diskless) return Math.round(node.hardware.memoryBytes / 4)
  return node.hardware.allocatable.ephemeralStorageBytes
}

/** What the owner says, with the extended resources (those with a domain) by themselves. */
function ownNumbers(override: AllocatableInput = {}): Partial<Allocatable> {
  const all = Object.entries(override)
  const extended = Object.fromEntries(all.filter(([key]) => key.includes('/')))
  return {
    ...Object.fromEntries(all.filter(([key]) => !key.includes('/'))),
    ...(Object.keys(extended).length > 0 && { extended }),
  }
}
