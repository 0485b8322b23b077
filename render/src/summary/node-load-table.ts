import { cores, gibibytes } from '../text/amounts.ts'
import type { Painter } from './painter.ts'
import { table } from './text-layout.ts'

/** What the tree plans for one node, against what the node can give. */
export interface NodeLoad {
  readonly name: string
  /** Sum of the pods' requests. */
  readonly cpuMillis: number
  readonly memoryBytes: number
  readonly pods: number
  readonly allocatable: { readonly cpuMillis: number; readonly memoryBytes: number; readonly pods: number }
}

const BAR = 10

/** One line per node: name, CPU and memory with bars, pods. */
export function nodeLoadTable(loads: readonly NodeLoad[], paint: Painter): string[] {
  const rows = loads.map(({ name, cpuMillis, memoryBytes, pods, allocatable }) => [
    name,
    bar(cpuMillis / allocatable.cpuMillis, paint),
    `${cores(cpuMillis)}/${cores(allocatable.cpuMillis)} cores`,
    bar(memoryBytes / allocatable.memoryBytes, paint),
    `${gibibytes(memoryBytes)}/${gibibytes(allocatable.memoryBytes)} GiB`,
    `${pods} pods`,
  ])
  return table(rows, [2, 4, 5])
}

function bar(share: number, paint: Painter): string {
  const filled = Math.min(BAR, Math.max(share > 0 ? 1 : 0, Math.round(share * BAR)))
  const colour = share > 1 ? paint.red : share > 0.8 ? paint.yellow : paint.green
  return colour('█'.repeat(filled)) + paint.dim('░'.repeat(BAR - filled))
}
