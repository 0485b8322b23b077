import { acceptedReport } from '../../summary/accepted-report.ts'
import { findingReport } from '../../summary/finding-report.ts'
import { painter } from '../../summary/painter.ts'
import { ExitCode } from '../exit-code.ts'
import type { Io } from '../io.ts'
import { renderFor } from '../render.ts'
import type { CheckFlags } from './command.ts'

/** `ainur check`. */
export async function runCheck(flags: CheckFlags, io: Io): Promise<ExitCode> {
  const { results, clusterFindings } = await renderFor(flags, io)
  const findings = clusterFindings.flatMap(({ findings }) => findings)
  if (flags.format === 'json') io.stdout(`${JSON.stringify({ findings }, null, 2)}\n`)
  else {
    const paint = painter(io.colors.stdout)
    const view = { paint, columns: io.columns, verbose: true }
    for (const { cluster, findings, accepted } of clusterFindings) {
      const placeOf = results.find(({ name }) => name === cluster)?.placeOf
      io.stdout(
        findingReport(findings, { ...view, cluster, placeOf }) || `${paint.green('✓')} ${cluster}: nothing found\n`,
      )
      io.stdout(acceptedReport(accepted, { ...view, cluster }))
    }
  }
  return findings.some(({ severity }) => severity === 'error') ? ExitCode.failed : ExitCode.ok
}
