import type { Emission } from '../emit/emit.ts'
import type { ClusterResult } from '../pipeline/render-clusters.ts'
import { counted } from '../text/amounts.ts'
import { type NodeLoad, nodeLoadTable } from './node-load-table.ts'
import type { Painter } from './painter.ts'
import { wrap } from './text-layout.ts'

export interface SummaryView {
  readonly paint: Painter
  readonly columns: number
  /** The clusters' folder, as a person would write it. */
  readonly out: string
  /** Nothing was written: say what would be. */
  readonly check: boolean
  readonly loads?: readonly NodeLoad[]
}

/** Files that are named one by one; more are only counted. */
const NAMED = 12

/** What a person wants to see after `synth`: how much, in which order, on which nodes, and what changed on disk. */
export function synthSummary({ name, rendering }: ClusterResult, emission: Emission, view: SummaryView): string {
  const { paint, loads = [] } = view
  const lines: string[] = []
  if (rendering) {
    const { objects, apps, waves } = rendering
    const waveCount = new Set(waves.values()).size
    const sizes = [counted(objects.length, 'object'), counted(apps.length, 'app'), counted(waveCount, 'wave')]
    lines.push(`${paint.bold(name)}  ${sizes.join(', ')}`, ...waveLines(waves, view))
    if (loads.length > 0) lines.push('', ...nodeLoadTable(loads, paint).map((line) => `  ${line}`))
    lines.push('')
  }
  return `${[...lines, ...changeLines(emission, view)].join('\n')}\n\n`
}

function waveLines(waves: ReadonlyMap<string, number>, { paint, columns }: SummaryView): string[] {
  const numbers = [...new Set(waves.values())].sort((a, b) => a - b)
  const width = Math.max(0, ...numbers.map((number) => `${number}`.length))
  return numbers.flatMap((number) => {
    const apps = [...waves].filter(([, wave]) => wave === number).map(([app]) => app)
    const label = `  wave ${`${number}`.padStart(width)}  `
    return wrap(apps.sort().join(', '), Math.max(columns - label.length, 30)).map((line, i) =>
      i === 0 ? `${paint.dim(label)}${line}` : `${' '.repeat(label.length)}${line}`,
    )
  })
}

function changeLines(
  { cluster, written, created, removed, unchanged, foreign }: Emission,
  view: SummaryView,
): string[] {
  const { paint, check, out } = view
  const place = `${out}/${cluster}`
  const would = check ? 'would be ' : ''
  const isNew = new Set(created)
  const changed = [
    ...written.map((path) => `  ${isNew.has(path) ? paint.green('+') : paint.yellow('~')} ${path}`),
    ...removed.map((path) => `  ${paint.red('-')} ${path}`),
  ]
  const summary =
    changed.length === 0
      ? `${place} is up to date, ${counted(unchanged.length, 'file')}`
      : `${place}: ${written.length} written, ${removed.length} removed, ${unchanged.length} unchanged`
  return [
    check && changed.length > 0
      ? `${place}: ${written.length} ${would}written, ${removed.length} ${would}removed`
      : summary,
    ...(changed.length <= NAMED ? changed : []),
    ...(foreign.length > 0 ? [paint.yellow(`  left alone, not ours: ${foreign.join(', ')}`)] : []),
  ]
}
