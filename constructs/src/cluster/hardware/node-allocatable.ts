import type { Allocatable, Disk, NodeRole } from '../node-types.ts'
import { usableRootBytes } from './agent-allocatable.ts'
import type { HardwareModel } from './model.ts'

/** Where the control plane keeps its state. k3s with one server uses SQLite, everything else etcd. */
export type Datastore = 'sqlite' | 'etcd'

/**
 * What a k3s server takes beyond an agent's 268 MB, measured on a Pi 4 with one agent: 1215 MB with SQLite, 1413 MB with
 * etcd. @see https://docs.k3s.io/reference/resource-profiling
 */
const serverExtraBytes: Readonly<Record<Datastore, number>> = {
  sqlite: (1215 - 268) * 1e6,
  etcd: (1413 - 268) * 1e6,
}
/** A server under load takes a third of a Pi 4's core (same source); an agent's share is in the model already. */
const serverExtraMillis = 250

/** What a node can give to pods: its hardware's share, less what a server needs, on the disk that it has. */
export function nodeAllocatable(node: {
  readonly hardware: HardwareModel
  readonly role: NodeRole
  readonly datastore: Datastore
  readonly disks: readonly Disk[]
  readonly diskless: boolean
  /** Known better by the owner. */
  readonly override?: Partial<Allocatable>
}): Allocatable {
  const base = node.hardware.allocatable
  const server = node.role === 'server'
  const osDisk = node.disks.find((disk) => disk.purpose === 'os')
  return {
    cpuMillis: Math.max(0, base.cpuMillis - (server ? serverExtraMillis : 0)),
    memoryBytes: Math.max(0, base.memoryBytes - (server ? serverExtraBytes[node.datastore] : 0)),
    ephemeralStorageBytes: rootBytes(node, osDisk),
    pods: base.pods,
    ...node.override,
  }
}

function rootBytes(node: { hardware: HardwareModel; diskless: boolean }, osDisk: Disk | undefined): number {
  if (osDisk) return usableRootBytes(osDisk.sizeGB)
  // A netbooted node writes into a tmpfs; the kernel lets it grow to half of the memory, of which pods need the most.
  if (node.diskless) return Math.round(node.hardware.memoryBytes / 4)
  return node.hardware.allocatable.ephemeralStorageBytes
}
