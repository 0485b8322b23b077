import { existsSync, lstatSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { coldRun } from '../cold-run.ts'
import { median } from '../median.ts'
import type { Measurement, Suite } from '../suite.ts'

/** Cold synth of the clusters in `apps/` may take this many times what loading cdk8s and cdk8s-plus-28 takes. */
const AIM = 1.5

export const synthSuite: Suite = {
  name: 'synth',
  title: 'Cold synth of all clusters',
  async run({ root, folder, runs, log }) {
    const floor = join(folder, 'floor.mjs')
    writeFileSync(floor, "import 'cdk8s'\nimport 'cdk8s-plus-28'\n")
    const out = join(folder, 'dist')
    const synth = ['render/bin/ainur.mjs', 'synth', '--out', out]

    log('synth: first runs')
    const first = await coldRun(synth, root)
    await coldRun([floor], root)
    const before = fingerprint(out)
    const times = { floor: [] as number[], synth: [] as number[] }
    // Taking turns: whatever else the machine does hits both alike.
    for (let run = 0; run < runs; run++) {
      log(`synth: ${run + 1} of ${runs}`)
      times.floor.push(await coldRun([floor], root))
      times.synth.push(await coldRun(synth, root))
    }
    const touched = fingerprint(out).filter((entry, i) => entry !== before[i]).length
    const ratio = median(times.synth) / median(times.floor)
    return [
      { name: 'node loads cdk8s and cdk8s-plus-28', medianMs: median(times.floor), runsMs: times.floor },
      {
        name: 'synth, nothing changed',
        medianMs: median(times.synth),
        runsMs: times.synth,
        ratio,
        against: 'loading alone',
        aim: { text: `< ${AIM}`, reached: ratio < AIM },
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
