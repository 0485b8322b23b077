import { describeVersions } from '../src/assets/describe-versions.ts'
import { describeMissing, ensureAssets } from '../src/assets/ensure-assets.ts'
import { sweep } from '../src/cleanup/sweep.ts'

/** Before any layer: sweeps what killed runs left, and builds the programs, which takes minutes the first time. */
export async function setup(): Promise<void> {
  for (const directory of sweep()) process.stderr.write(`swept ${directory}, left by a run that was killed\n`)
  if (await describeMissing()) return
  process.stderr.write(`${describeVersions()}\n`)
  let last = 0
  await ensureAssets({
    onProgress: (message) => {
      // A line every few seconds is enough; the end of a build is always shown.
      if (Date.now() - last < 5000 && !message.includes('built in')) return
      last = Date.now()
      process.stderr.write(`${message}\n`)
    },
  })
}
