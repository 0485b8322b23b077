import { existsSync, lstatSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { coldRun } from '../cold-run.ts'
import { median } from '../median.ts'
import type { Measurement, Suite } from '../suite.ts'

/** Cold synth of the clusters in `apps/` may take this many times what loading cdk8s and cdk8s-plus-28 takes, */
const AIM_RATIO = 2
/** and no longer than this, on a Node that runs TypeScript itself. Where tsx has to, the figures are only told. */
const AIM_MS = 370

export const synthSuite: Suite = {
  name: 'synth',
  title: `Cold synth of all clusters, Node.js ${process.versions.node}`,
  async run({ root, folder, runs, log }) {
    // Started the same way, so that what the launcher and Node do is in both.
    const program = join(folder, 'floor.ts')
    writeFileSync(program, "import 'cdk8s'\nimport 'cdk8s-plus-28'\n")
    const floor = ['render/bin/ainur.mjs', program]
    const out = join(folder, 'dist')
    const synth = ['render/bin/ainur.mjs', 'synth', '--out', out]

    log('synth: first runs')
    const first = await coldRun(synth, root)
    await coldRun(floor, root)
    const before = fingerprint(out)
    const times = { floor: [] as number[], synth: [] as number[] }
    // Taking turns: whatever else the machine does hits both alike.
    for (let run = 0; run < runs; run++) {
      log(`synth: ${run + 1} of ${runs}`)
      times.floor.push(await coldRun(floor, root))
      times.synth.push(await coldRun(synth, root))
    }
    const touched = fingerprint(out).filter((entry, i) => entry !== before[i]).length
    const medianMs = median(times.synth)
    const ratio = medianMs / median(times.floor)
    const reached = ratio <= AIM_RATIO && medianMs <= AIM_MS
    return [
      { name: 'node loads cdk8s and cdk8s-plus-28', medianMs: median(times.floor), runsMs: times.floor },
      {
        name: 'synth, nothing changed',
        medianMs,
        runsMs: times.synth,
        ratio,
        against: 'loading alone',
        ...(Reflect.get(process.features, 'typescript') && {
          aim: { text: `<= ${AIM_RATIO}x and ${AIM_MS} ms`, reached },
        }),
      },
      { name: 'synth, into an empty folder (once)', medianMs: first },
      {
        name: 'files that those runs touched',
        value: `${touched} of ${before.length}`,
        aim: { text: '0', reached: touched === 0 && before.length > 0 },
      },
    ] satisfies Measurement[]
  },
}

/** Inode and times of every entry: what any write would change. */
function fingerprint(path: string): string[] {
  if (!existsSync(path)) return []
  const { ino, mtimeNs, ctimeNs } = lstatSync(path, { bigint: true })
  const below = lstatSync(path).isDirectory() ? readdirSync(path).sort() : []
  return [`${path} ${ino} ${mtimeNs} ${ctimeNs}`, ...below.flatMap((name) => fingerprint(join(path, name)))]
}
