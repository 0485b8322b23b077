import { join } from 'node:path'
import { coldRun } from '../cold-run.ts'
import { writeGeneratedApps } from '../generated-apps.ts'
import { median } from '../median.ts'
import type { Suite } from '../suite.ts'

const SIZES = [1, 1000, 10_000] as const
const AIM_MS = 4000
/** Ten times the objects may take this many times as long, start-up aside. */
const AIM_GROWTH = 12

export const scaleSuite: Suite = {
  name: 'scale',
  title: 'Generated objects, through the real pipeline into an empty folder',
  async run({ root, folder, runs, log }) {
    const times = new Map<number, number[]>(SIZES.map((size) => [size, []]))
    const apps = new Map(SIZES.map((size) => [size, writeGeneratedApps(folder, size)]))
    for (let run = 0; run < runs; run++) {
      for (const size of SIZES) {
        log(`scale: ${size} objects, ${run + 1} of ${runs}`)
        // A folder of its own for each run: ext4 passes over inodes that were deleted in the last seconds, one by one,
        // so that deleting ten thousand files first would be most of what is measured.
        const out = join(folder, `dist-${size}-${run}`)
        const took = await coldRun(
          ['render/bin/ainur.mjs', 'synth', '--apps', apps.get(size) ?? '', '--out', out],
          root,
        )
        times.get(size)?.push(took)
      }
    }
    const at = (size: number) => median(times.get(size) ?? [])
    const [startup, thousand, tenThousand] = SIZES.map(at) as [number, number, number]
    const growth = (tenThousand - startup) / (thousand - startup)
    const line = (size: number) => ({ name: `${size} objects`, medianMs: at(size), runsMs: times.get(size) ?? [] })
    return [
      { ...line(1), name: '1 object' },
      line(1000),
      { ...line(10_000), aim: { text: `< ${AIM_MS} ms`, reached: tenThousand < AIM_MS } },
      {
        name: 'growth from 1000 to 10000, start-up aside',
        value: `${growth.toFixed(1)} times`,
        aim: { text: `< ${AIM_GROWTH}, linear is 10`, reached: growth < AIM_GROWTH },
      },
    ]
  },
}
