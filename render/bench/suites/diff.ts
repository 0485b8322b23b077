import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { writeGeneratedTrees } from '../generated-trees.ts'
import { median } from '../median.ts'
import type { Measurement, Suite } from '../suite.ts'
import { timedRun } from '../timed-run.ts'

const SIZES = [1000, 10_000, 20_000] as const
const AIM_MS = 1500
const AIM_MB = 512
/** From 10,000 to 20,000, counted from 1,000, so that starting up does not count: linear is 2.1 times. */
const AIM_GROWTH = 2.6

export const diffSuite: Suite = {
  name: 'diff',
  title: 'Cold diff of two trees, one object of a hundred changed',
  async run({ root, folder, runs, log }) {
    const trees = new Map(SIZES.map((size) => [size, writeGeneratedTrees(folder, size)]))
    const dyff = buildDyff(root, folder, log)
    const at = (size: number) => trees.get(size as (typeof SIZES)[number]) as ReturnType<typeof writeGeneratedTrees>
    const options = { cwd: folder, folder }
    const diff = (size: number) =>
      timedRun(
        process.execPath,
        [
          join(root, 'render/bin/ainur.mjs'),
          'diff',
          '--base',
          at(size).base,
          '--head',
          at(size).head,
          '--format',
          'json',
          '--fail-on',
          'never',
        ],
        options,
      )
    const git = () =>
      timedRun('git', ['diff', '--no-index', '--stat', at(10_000).base, at(10_000).head], { ...options, allowed: [1] })
    const other = (binary: string) =>
      timedRun(binary, ['between', '--omit-header', at(10_000).baseFile, at(10_000).headFile], options)

    log('diff: first runs')
    await diff(1000)
    await git()
    const times = new Map<string, number[]>()
    const note = (name: string, ms: number) => times.set(name, [...(times.get(name) ?? []), ms])
    let peakMB = 0
    // Taking turns: whatever else the machine does hits all alike.
    for (let run = 0; run < runs; run++) {
      log(`diff: ${run + 1} of ${runs}`)
      for (const size of SIZES) {
        const measured = await diff(size)
        note(String(size), measured.ms)
        if (size === 10_000) peakMB = Math.max(peakMB, measured.peakMB ?? Number.POSITIVE_INFINITY)
      }
      note('git', (await git()).ms)
      if (dyff) note('dyff', (await other(dyff)).ms)
    }
    const of = (name: string) => median(times.get(name) ?? [])
    const growth = (of('20000') - of('1000')) / (of('10000') - of('1000'))
    const line = (name: string, key: string): Measurement => ({ name, medianMs: of(key), runsMs: times.get(key) ?? [] })
    const against = (key: string) => ({ ratio: of('10000') / of(key), against: 'ours, of 10000 objects' })
    return [
      line('1000 objects', '1000'),
      { ...line('10000 objects', '10000'), aim: { text: `< ${AIM_MS} ms`, reached: of('10000') < AIM_MS } },
      line('20000 objects', '20000'),
      {
        name: 'peak memory at 10000 objects',
        value: `${peakMB.toFixed(0)} MB`,
        aim: { text: `< ${AIM_MB} MB`, reached: peakMB < AIM_MB },
      },
      {
        name: 'growth from 10000 to 20000, start-up aside',
        value: `${growth.toFixed(1)} times`,
        aim: { text: `< ${AIM_GROWTH}, linear is 2.1`, reached: growth < AIM_GROWTH },
      },
      { ...line('git diff --no-index, same trees', 'git'), ...against('git') },
      dyff
        ? { ...line('dyff, same trees as one file each', 'dyff'), ...against('dyff') }
        : { name: 'dyff', value: 'not measured: it could not be built (Go and its module are needed)' },
    ]
  },
}

/** Builds dyff from its module; undefined where there is no Go. */
function buildDyff(root: string, folder: string, log: (text: string) => void): string | undefined {
  const binary = join(folder, 'dyff')
  try {
    log('diff: building dyff')
    execFileSync('go', ['build', '-o', binary, 'github.com/homeport/dyff/cmd/dyff'], {
      cwd: join(root, 'render/bench/tools'),
      stdio: 'ignore',
    })
    return binary
  } catch {
    return undefined
  }
}
