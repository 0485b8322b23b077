import { join, relative, resolve } from 'node:path'
import type { ClusterFindings } from '../../accept/apply-accept-file.ts'
import { type Emission, emit } from '../../emit/emit.ts'
import { serializeTree } from '../../emit/serialize-tree.ts'
import { layoutTree } from '../../layout/layout-tree.ts'
import type { ClusterResult } from '../../pipeline/render-clusters.ts'
import { planCapacity } from '../../plan/plan-capacity.ts'
import { acceptedReport } from '../../summary/accepted-report.ts'
import { findingReport } from '../../summary/finding-report.ts'
import { painter } from '../../summary/painter.ts'
import { synthSummary } from '../../summary/synth-summary.ts'
import { ExitCode } from '../exit-code.ts'
import type { Io } from '../io.ts'
import { renderFor } from '../render.ts'
import type { SynthFlags } from './command.ts'

/** `ainur synth`: everything is rendered and checked in memory before the first byte is written. */
export async function runSynth(flags: SynthFlags, io: Io): Promise<ExitCode> {
  const started = Date.now()
  const { results, clusterFindings } = await renderFor(flags, io)
  const failed = clusterFindings.some(({ findings }) => findings.some(({ severity }) => severity === 'error'))
  const outDir = flags.out ? resolve(io.cwd, flags.out) : join(io.root, 'dist')
  const emissions = failed ? [] : await emitResults(results, flags, outDir, io)
  const stale = flags.check === true && emissions.some(isStale)

  if (flags.format === 'json') io.stdout(`${JSON.stringify(toJson(results, clusterFindings, emissions), null, 2)}\n`)
  else {
    const paint = painter(io.colors.stdout)
    const out = relative(io.cwd, outDir) || '.'
    const view = { out, paint, columns: io.columns, check: flags.check === true }
    const loadsOf = ({ rendering }: ClusterResult) => (rendering ? planCapacity(rendering).nodes : [])
    for (const result of results) {
      const emission = emissions.find(({ cluster }) => cluster === result.name)
      if (emission) io.stdout(synthSummary(result, emission, { ...view, loads: loadsOf(result) }))
      const left = clusterFindings.find(({ cluster }) => cluster === result.name)
      const report = { cluster: result.name, paint, columns: io.columns, verbose: failed, placeOf: result.placeOf }
      io.stdout(findingReport(left?.findings ?? [], report))
      io.stdout(acceptedReport(left?.accepted ?? [], { ...report, verbose: false }))
    }
    if (failed) io.stdout(`${paint.bold('Nothing was written.')}\n`)
    else if (stale) io.stdout(`${paint.bold('The rendered tree is stale.')} Run npm run synth and commit the result.\n`)
    else io.stdout(paint.dim(`${Date.now() - started} ms\n`))
  }
  return failed || stale ? ExitCode.failed : ExitCode.ok
}

function emitResults(
  results: readonly ClusterResult[],
  flags: SynthFlags,
  outDir: string,
  io: Io,
): Promise<Emission[]> {
  const trees = results.flatMap(({ rendering, root, ...rest }) =>
    rendering && root ? [[rest.name, serializeTree(layoutTree({ ...rest, rendering, root }))] as const] : [],
  )
  return emit({
    outDir,
    trees: new Map(trees),
    complete: flags.cluster === undefined,
    allowRemovals: flags.allowRemovals,
    dryRun: flags.check,
    say: (message) => io.stderr(`${message}\n`),
  })
}

function isStale({ written, removed }: Emission): boolean {
  return written.length + removed.length > 0
}

/** A cluster that is gone from `apps/` still has an emission, and a line of its own. */
function toJson(
  results: readonly ClusterResult[],
  clusterFindings: readonly ClusterFindings[],
  emissions: readonly Emission[],
) {
  const gone = emissions.filter(({ cluster }) => !results.some(({ name }) => name === cluster))
  const clusters = [...results, ...gone.map(({ cluster }) => ({ name: cluster, rendering: undefined }))]
  return {
    clusters: clusters.map(({ name, rendering }) => {
      const emission = emissions.find(({ cluster }) => cluster === name)
      return {
        name,
        objects: rendering?.objects.length ?? 0,
        apps: rendering?.apps.length ?? 0,
        written: emission?.written.length ?? 0,
        removed: emission?.removed.length ?? 0,
        unchanged: emission?.unchanged.length ?? 0,
        foreign: emission?.foreign ?? [],
        findings: clusterFindings.find(({ cluster }) => cluster === name)?.findings ?? [],
      }
    }),
  }
}
