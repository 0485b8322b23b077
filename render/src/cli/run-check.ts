import { findingReport } from '../summary/finding-report.ts'
import { painter } from '../summary/painter.ts'
import type { CheckFlags } from './check.ts'
import { ExitCode } from './exit-code.ts'
import type { Io } from './io.ts'
import { renderFor } from './render.ts'

/** `ainur check`. */
export async function runCheck(flags: CheckFlags, io: Io): Promise<ExitCode> {
  const results = await renderFor(flags, io)
  const findings = results.flatMap((result) => result.findings)
  if (flags.format === 'json') io.stdout(`${JSON.stringify({ findings }, null, 2)}\n`)
  else {
    const paint = painter(io.colors.stdout)
    for (const { name, findings } of results) {
      const report = findingReport(findings, { cluster: name, paint, columns: io.columns, verbose: true })
      io.stdout(report || `${paint.green('✓')} ${name}: nothing found\n`)
    }
  }
  return findings.some(({ severity }) => severity === 'error') ? ExitCode.failed : ExitCode.ok
}
