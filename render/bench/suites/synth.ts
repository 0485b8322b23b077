import { existsSync, lstatSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { major } from 'semver'
import { fetchNode } from '../../../test/layers/node-versions/fetch-node.ts'
import { nodeReleases } from '../../../test/layers/node-versions/node-releases.ts'
import { coldRun } from '../cold-run.ts'
import { median } from '../median.ts'
import type { Measurement, Suite } from '../suite.ts'

/** On these versions of Node.js: one that runs TypeScript itself, and one for which tsx does. */
const VERSIONS = [24, 20]
/** On the first, synth may take this many times what loading cdk8s and cdk8s-plus-28 takes, and no longer than this. */
const AIM = { ratio: 2, ms: 370 }

export const synthSuite: Suite = {
  name: 'synth',
  title: 'Cold synth of all clusters',
  async run({ root, folder, runs, log }) {
    // Started the same way, so that what the launcher and Node do is in both.
    const program = join(folder, 'floor.ts')
    writeFileSync(program, "import 'cdk8s'\nimport 'cdk8s-plus-28'\n")
    const measurements: Measurement[] = []
    for (const { version, node } of await nodesToMeasure(log)) {
      const out = join(folder, `dist-${version}`)
      const floor = () => coldRun(['render/bin/ainur.mjs', program], root, node)
      const synth = () => coldRun(['render/bin/ainur.mjs', 'synth', '--out', out], root, node)
      log(`synth: first runs on Node.js ${version}`)
      const first = await synth()
      await floor()
      const before = fingerprint(out)
      const times = { floor: [] as number[], synth: [] as number[] }
      // Taking turns: whatever else the machine does hits both alike.
      for (let run = 0; run < runs; run++) {
        log(`synth: ${run + 1} of ${runs} on Node.js ${version}`)
        times.floor.push(await floor())
        times.synth.push(await synth())
      }
      const touched = fingerprint(out).filter((entry, i) => entry !== before[i]).length
      const medianMs = median(times.synth)
      const ratio = medianMs / median(times.floor)
      const reached = ratio <= AIM.ratio && medianMs <= AIM.ms
      const aim = { text: `<= ${AIM.ratio}x and ${AIM.ms} ms`, reached }
      measurements.push(
        { name: `Node.js ${version} loads the packages`, medianMs: median(times.floor), runsMs: times.floor },
        {
          name: 'synth, nothing changed',
          medianMs,
          runsMs: times.synth,
          ratio,
          against: 'loading cdk8s and cdk8s-plus-28',
          ...(major(version) === VERSIONS[0] && { aim }),
        },
        { name: 'synth, into an empty folder (once)', medianMs: first },
        {
          name: 'files that those runs touched',
          value: `${touched} of ${before.length}`,
          aim: { text: '0', reached: touched === 0 && before.length > 0 },
        },
      )
    }
    return measurements
  },
}

interface MeasuredNode {
  readonly version: string
  readonly node: string
}

/** Those of `VERSIONS`, or this process's own where they cannot be fetched. */
async function nodesToMeasure(log: (text: string) => void): Promise<MeasuredNode[]> {
  const releases = VERSIONS.flatMap((line) => nodeReleases.find(({ version }) => major(version) === line) ?? [])
  try {
    return await Promise.all(
      releases.map(async (release) => ({ version: release.version, node: await fetchNode(release) })),
    )
  } catch (error) {
    log(`synth: on this Node.js only: ${(error as Error).message}`)
    return [{ version: process.versions.node, node: process.execPath }]
  }
}

/** Inode and times of every entry: what any write would change. */
function fingerprint(path: string): string[] {
  if (!existsSync(path)) return []
  const { ino, mtimeNs, ctimeNs } = lstatSync(path, { bigint: true })
  const below = lstatSync(path).isDirectory() ? readdirSync(path).sort() : []
  return [`${path} ${ino} ${mtimeNs} ${ctimeNs}`, ...below.flatMap((name) => fingerprint(join(path, name)))]
}
