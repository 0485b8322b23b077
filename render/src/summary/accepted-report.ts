import { describeObject, type Finding } from '@ainur/constructs/finding'
import type { Accepted } from '../accept/index.ts'
import { groupBy } from '../model/group-by.ts'
import type { FindingReportOptions } from './finding-report.ts'
import { wrap } from './text-layout.ts'

/** The findings that `accept.yaml` accepted, in fewer words. Empty if there are none. */
export function acceptedReport(accepted: readonly Accepted<Finding>[], options: FindingReportOptions): string {
  if (accepted.length === 0) return ''
  const { paint, cluster, columns, verbose } = options
  const title = paint.bold(`${cluster}: ${accepted.length} accepted`)
  if (!verbose) return `${title}${paint.dim('  in accept.yaml')}\n\n`
  const byEntry = groupBy(accepted, ({ entry }) => entry)
  const lines = [...byEntry].flatMap(([entry, same]) => [
    `  ${paint.green('✓')} ${entry.rule}  ${paint.dim(`until ${entry.until}`)}`,
    ...wrap(entry.reason, Math.max(columns - 4, 40)).map((line) => `    ${line}`),
    ...same.map(({ finding }) => paint.dim(`    ${describeObject(finding.object)}`)),
  ])
  return `${title}\n${lines.join('\n')}\n\n`
}
