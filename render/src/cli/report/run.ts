import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { planCapacity } from '../../plan/plan-capacity.ts'
import type { ReportData } from '../../report/report-data.ts'
import { reportPage } from '../../report/report-page.ts'
import { ExitCode } from '../exit-code.ts'
import type { Io } from '../io.ts'
import { type Rendered, renderFor } from '../render.ts'
import { UsageError } from '../usage-error.ts'
import type { ReportFlags } from './command.ts'

/**
 * `ainur report`. Findings do not make it fail, whatever their severity: a cluster that is not right yet is what its
 * owner wants to read about.
 */
export async function runReport(flags: ReportFlags, io: Io): Promise<ExitCode> {
  const rendered = await renderFor(flags, io)
  const file = resolve(io.cwd, flags.out)
  write(file, reportPage(toReportData(rendered, io.today)), flags.out)
  const broken = rendered.results.filter(({ rendering }) => !rendering).map(({ name }) => name)
  if (broken.length > 0) io.stderr(`${broken.join(', ')}: not rendered; the page says what is wrong\n`)
  io.stdout(`Wrote ${flags.out}\n${pathToFileURL(file).href}\n`)
  return ExitCode.ok
}

function toReportData({ results, clusterFindings }: Rendered, day: string): ReportData {
  const clusters = results.map(({ name, rendering }) => {
    const left = clusterFindings.find(({ cluster }) => cluster === name)
    const told = { name, findings: left?.findings ?? [], accepted: left?.accepted ?? [] }
    return rendering ? { ...told, rendering, plan: planCapacity(rendering) } : told
  })
  return { clusters, day }
}

function write(file: string, text: string, given: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'its folder does not exist' : code === 'EISDIR' ? 'it is a folder' : String(code)
    throw new UsageError(`--out '${given}': ${why}. Give the name of a file in a folder that exists`, { cause: error })
  }
}
