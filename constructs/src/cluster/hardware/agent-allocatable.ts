import type { Allocatable } from '../node-types.ts'
import { gibibytes } from './gibibytes.ts'

/** Root file system that a model is assumed to have before anyone says which disk is in it. */
const assumedOsDiskGB = 32
/** Kernel, packages and k3s itself on the root file system. */
const systemDiskBytes = 5e9
/** The kubelet starts to evict pods when less than this share of the root file system is free. */
const evictionShare = 0.15
/** The kubelet's own default; no Pi reaches it. */
const podsPerNode = 110

/**
 * What an agent node can give to pods.
 *
 * Memory: a quarter of the first 8 GiB is kept, and a tenth of what is beyond. That is what Raspberry Pis were seen to
 * leave in practice (3 of 4 GB, 6 of 8 GB), and covers the operating system, page cache, kubelet and k3s agent (268 MB).
 * CPU: `reservedMillis`, at most half of all cores.
 */
export function agentAllocatable(machine: {
  readonly cores: number
  readonly memoryBytes: number
  readonly reservedMillis: number
}): Allocatable {
  const millis = machine.cores * 1000
  return {
    cpuMillis: millis - Math.min(machine.reservedMillis, millis / 2),
    memoryBytes: machine.memoryBytes - reservedMemory(machine.memoryBytes),
    ephemeralStorageBytes: usableRootBytes(assumedOsDiskGB),
    pods: podsPerNode,
  }
}

/** What pods may fill on a root file system of `sizeGB` gigabytes before the kubelet evicts them. */
export function usableRootBytes(sizeGB: number): number {
  return Math.max(0, Math.round(sizeGB * 1e9 * (1 - evictionShare) - systemDiskBytes))
}

function reservedMemory(bytes: number): number {
  const first = Math.min(bytes, gibibytes(8))
  return Math.round(first / 4 + (bytes - first) / 10)
}
