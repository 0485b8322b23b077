import pc from 'picocolors'

/** A line of the table. */
export interface Row {
  readonly text: string
  /** Where there is no room for all, the lightest go first; of the same weight, the last. */
  readonly weight: number
}

/** Lines that belong together. */
export interface Section {
  /** What its lines are, in the plural. @default those without room are not counted */
  readonly what?: string
  readonly header?: string
  readonly rows: readonly Row[]
}

/**
 * The sections as at most `height` lines, with a blank line after each where there is room. What has no room is
 * counted in the header, or in a line of its own.
 */
export function fitRows(sections: readonly Section[], height: number): string[] {
  const filled = sections.filter(({ header, rows }) => header || rows.length > 0)
  const kept = filled.map(({ rows }) => new Set(rows))
  const render = (spaced: boolean) =>
    filled.flatMap((section, index) => [...linesOf(section, kept[index] as Set<Row>), ...(spaced ? [''] : [])])
  const all = render(true)
  if (all.length <= height) return all
  const byWeight = filled
    .flatMap(({ rows }, section) => rows.map((row, position) => ({ row, section, position })))
    .sort((a, b) => a.row.weight - b.row.weight || b.position - a.position)
  for (const { row, section } of byWeight) {
    if (render(false).length <= height) break
    kept[section]?.delete(row)
  }
  return render(false).slice(0, Math.max(0, height))
}

function linesOf({ what, header, rows }: Section, kept: ReadonlySet<Row>): string[] {
  const hidden = rows.length - kept.size
  const count = `${hidden} of ${rows.length}`
  const shown = rows.filter((row) => kept.has(row)).map(({ text }) => text)
  if (!what || hidden === 0) return [...(header ? [header] : []), ...shown]
  if (header) return [`${header}  ${pc.dim(`(${count} hidden)`)}`, ...shown]
  return [...shown, pc.dim(`  ${count} ${what} are hidden`)]
}
